// What is said about notices, in English.
import type fr from '../fr/notices';

const en: typeof fr = {
  none: 'Nothing new. You will be told here what changes.',
  fresh: 'New',
  look: 'Look',
  gone: 'This notice is no more.',
  kinds: {
    round_published: 'A round to take',
    round_changed: 'A round that changed',
    round_cancelled: 'A round that is off',
    doors_uncovered: 'Doors that have nobody',
    round_reminder: 'A round today',
    round_unfinished: 'A round not finished',
    device_silent: 'A phone that is silent',
    concern_opened: 'A door to look at again',
    delivery_problem: 'A problem with a delivery',
    order_changed: 'An order that changed',
    order_cancelled: 'An order that is cancelled',
    delivery_missed: 'A missed delivery',
  },
  when: (day: string, hour: string) => `Told ${day}, ${hour}.`,
  on: (day: string) => `For ${day}.`,
  preferences: {
    what: 'For each notice, choose what suits you best. Where that way fails, we try the others.',
    none: 'Nothing to choose: we send you no notices.',
    noted: 'Noted.',
    tell: 'Tell me',
    untold: 'You will read it when you open palier.',
    always: 'This notice always goes: somebody counts on you.',
    first: 'First by',
    kinds: {
      round_published: { title: 'A round is waiting for you', text: 'When a round is ready for you.' },
      round_changed: { title: 'Your round has changed', text: 'A door more or less, or another hour.' },
      round_cancelled: { title: 'Your round is off', text: 'So that you do not come for nothing.' },
      doors_uncovered: { title: 'Some doors have nobody', text: 'Somebody may be waiting behind them.' },
      round_reminder: { title: 'Your round is today', text: 'A reminder before you set out.' },
      round_unfinished: {
        title: 'A round is not finished',
        text: 'In the evening, when nobody has told of some doors.',
      },
      device_silent: { title: 'A phone has fallen silent', text: 'When a round under way is not heard of.' },
      concern_opened: { title: 'A door asks for a second look', text: 'Somebody did not open, or is worrying.' },
      delivery_problem: { title: 'A problem with a delivery', text: 'A neighbour waits for a call.' },
      order_changed: { title: 'Your order has changed', text: 'When somebody else changes it.' },
      order_cancelled: { title: 'Your order is cancelled', text: 'When somebody else cancels it.' },
      delivery_missed: { title: 'A delivery could not be made', text: 'So that you know whom to ask.' },
    },
    ways: { push: 'A notification', sms: 'A text message', email: 'An e-mail', call: 'A call' },
    only: {
      push: 'By a notification on a phone.',
      sms: 'By text message.',
      email: 'By e-mail.',
      call: 'By a call from the association.',
    },
    nothing:
      'For now, nothing reaches you. Turn on the notices on this phone in the settings, or give your number to the coordination.',
  },
  push: {
    title: 'Notices on this phone',
    offer: 'Do you want to be told here?',
    why: 'What changes the same morning is told to you at once. The notice shows neither a name nor an address.',
    yes: 'Yes, tell me',
    later: 'Not now',
    on: 'This phone tells you.',
    off: 'This phone does not tell you.',
    turnOff: 'Tell me no more here',
    denied:
      'This phone refuses the notices of palier. You can change that in the settings of your browser, under notifications.',
    none: 'This browser cannot take notices. You will be told another way.',
    off_here: 'Here palier sends no notices to phones. You will be told another way.',
    install: 'On an iPhone, palier must first be put on the home screen:',
    steps: [
      'Touch the square with an arrow, at the bottom of Safari.',
      'Choose “Add to Home Screen”.',
      'Open palier from the home screen, then come back here.',
    ],
  },
};

export default en;
