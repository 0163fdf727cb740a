// What the screens about people say, in English.
import type fr from '../fr/people';

const en: typeof fr = {
  invitation: {
    make: 'Make a link to connect',
    send: 'Send the link',
    message: (association) => `${association}: open this link on your phone to connect.`,
    until: (hour) => `The link works once, until ${hour}.`,
    copied: 'The link is copied. Paste it into a message.',
    byHand: 'This phone cannot send the link. Copy it by hand:',
  },
};

export default en;
