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
    order_confirmed: 'An order noted',
    order_short: 'Something will be lacking',
    delivery_left: 'A delivery at your door',
    cutoff_moved: 'Order earlier',
    visit_due: 'A visit to agree',
    slip_ready: 'A slip that is ready',
    cover_offered: 'Doors to take over',
    cover_taken: 'Doors taken over',
  },
  when: (day: string, hour: string) => `Told ${day}, ${hour}.`,
  on: (day: string) => `For ${day}.`,
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
