// What the screens about pairing cards say, in English.
import type fr from '../fr/cards';

const en: typeof fr = {
  card: {
    title: 'Pairing card',
    text: 'The card works once, to connect a phone. It says nothing about the person. It stays closed until you open it at their door.',
    shared: 'For a shared tablet',
    sharedNote: 'Several people use it.',
    sharedCode: 'Several people use it. A code will be asked of them.',
    make: 'Make the card',
    made: (day) => `The card works until ${day}. Print it now: it is not shown again.`,
    print: 'Print the card',
    open: 'Open the card at the door',
    again: 'See the card again',
    withdraw: 'Cancel this card',
    withdrawAsk: 'This card will connect nobody any more. Do you want to cancel it?',
    withdrawYes: 'Yes, cancel the card',
    withdrawn: 'The card is cancelled. You can make another one.',
    square: 'Square to scan',
    how: 'Show this square to your phone.',
    byHand: 'Or type this code:',
    opens: 'To open the card at the door:',
    call: 'A question? Call:',
  },
  openCard: {
    title: 'Open the card at the door',
    text: 'Do it with the person, their phone in hand.',
    scan: 'Scan the card',
    read: 'The card is read.',
    code: 'The card',
    codeHelp: 'Scan it, or type the code at the very bottom of the card. Its link will do as well.',
    wrongCode: 'This is not a pairing card.',
    name: 'Their family name',
    nameHelp: 'Ask the person.',
    open: 'Open the card',
    opened: (hour) => `The card is open until ${hour}.`,
    now: 'Now the person scans the card with their own phone.',
  },
};

export default en;
