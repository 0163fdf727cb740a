// What a round on paper says, and what is said where it is entered back, in English.
import { floorFirst } from '../floors';
import { count, number } from '../numbers';
import type fr from '../fr/paper';

const en: typeof fr = {
  entrance: (building, name) => (building ? `${building}, stairwell ${name}` : `Stairwell ${name}`),
  door: (floor, door) => `${floorFirst(floor)}, door ${door}`,
  courtesy: { madame: 'Mrs', monsieur: 'Mr' },
  handover: { in_hand: 'by hand', bag_on_door: 'in the bag on the door' },
  lifts: { none: 'Stairs', working: 'Lift', out_of_order: 'Lift out of order' },
  list: {
    title: 'Round sheets',
    what: 'For volunteers without a phone. Print in the morning, note the results when they are back.',
    nobody: 'Nobody yet',
    reported: (n, all) => `Noted: ${number(n)} of ${number(all)}`,
    print: 'See and print',
    printOf: (who) => `See and print the sheet of ${who}`,
    enter: 'Note the results',
    enterOf: (who) => `Note the results of ${who}`,
    none: 'No round that day.',
  },
  sheet: {
    title: 'Round sheet',
    with: (name) => `With ${name}`,
    urgent: 'Emergency: 15',
    take: (said) => `Take ${said}`,
    taken: '— taken: ______',
    code: (code) => `Code: ${code}`,
    boxes: ['Given', 'No answer', 'Refused', 'Could not get in', 'Not enough'],
    bagBoxes: ['Bag still full', 'No bag'],
    visitBoxes: ['Visit: all is well', 'Concern: call', 'Visit: no answer'],
    toSay: 'To say, or to leave in writing:',
    end: 'Bring this sheet back. It has names on it: leave it nowhere.',
    print: 'Print',
    codes: 'Add the door codes',
  },
  enter: {
    title: 'Note the results',
    doors: (n) => count(n, 'door', 'doors'),
    noted: 'Noted',
    some: (n, all) => `Noted: ${number(n)} of ${number(all)}`,
    waits: 'Kept, to be sent',
    refused: 'A result was not taken.',
    read: 'I read it',
  },
  stop: {
    title: 'A stairwell',
    taken: 'How many were taken here?',
    asked: (said) => `Asked for: ${said}`,
    all: 'All is given here',
    nothing: 'Nothing new to note. Choose a result.',
    save: 'Save',
    kept: 'Noted.',
    moved: 'This halt went to another round. Go back to the list.',
  },
  marks: {
    goodsOf: (who) => `Delivery: ${who}`,
    goods: {
      given: 'Given',
      no_answer: 'No answer',
      refused: 'Refused',
      no_access: 'Could not get in',
      shop_short: 'Not enough',
    },
    given: (said) => `Asked for: ${said}. Given:`,
    bagOf: (who) => `Bread bag: ${who}`,
    bag: { full: 'Bag still full', missing: 'No bag' },
    visitOf: (who) => `Visit: ${who}`,
    visit: { fine: 'Visit: all is well', worry: 'Visit: a concern' },
  },
};

export default en;
