// What is said about notices, in English.
import { count } from '../numbers';
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
  },
  when: (day: string, hour: string) => `Told ${day}, ${hour}.`,
  on: (day: string) => `For ${day}.`,
  board: {
    toCall: 'To call now',
    nobody: 'Nobody is to be called.',
    said: 'They know',
    saidTo: (name: string) => `They know: ${name}`,
    noted: (name: string) => `Noted. ${name} knows.`,
    noPhone: 'No telephone known.',
    onlyByCall: 'Only a call reaches them',
    onlyByCallWhy: 'Neither notices nor text messages nor e-mails of palier reach them.',
    key: (carrier: string) =>
      `${carrier} no longer knows palier: notices do not arrive. Tell whoever looks after the server.`,
    services: { sms: 'The service of text messages', email: 'The mail server', fcm: 'Google (FCM)' } as Record<
      string,
      string
    >,
    lately: 'The last days',
    nothing: 'No notices in the last days.',
    retry: 'Try again',
    retryOf: (name: string) => `Try again: ${name}`,
    about: {
      round_published: 'A round to take.',
      round_changed: 'Their round has changed.',
      round_cancelled: 'Their round is off.',
      doors_uncovered: 'Some doors have nobody.',
      round_reminder: 'Their round is today.',
      round_unfinished: 'A round is not finished.',
      device_silent: 'A phone on a round has fallen silent.',
      concern_opened: 'A door asks for a second look.',
      delivery_problem: 'A problem with a delivery is reported.',
    },
    states: {
      waiting: 'Not gone yet',
      sent: 'Sent, not seen yet',
      seen: '✓ Seen',
      failed: '✗ Could not go',
      expired: '✗ Too late',
      withdrawn: 'Taken back',
    },
    rates: 'Week by week',
    week: (monday: string) => `Week of ${monday}:`,
    rate: {
      push: (taken, seen, refused) =>
        `${count(taken, 'notice', 'notices')} sent to phones, ${seen} seen, ${refused} lost.`,
      sms: (taken, seen, refused, delivered) =>
        `${count(taken, 'text message', 'text messages')} sent, ${delivered} arrived, ${seen} seen, ${refused} lost.`,
      email: (taken, seen, refused) => `${count(taken, 'e-mail', 'e-mails')} sent, ${seen} seen, ${refused} lost.`,
      call: (taken, seen) => `${count(taken, 'call', 'calls')} to make, ${seen} made.`,
    },
  },
  push: {
    title: 'Notices on this phone',
    offer: 'Do you want to be told here?',
    why: 'A round may change the same morning. The notice shows neither a name nor an address.',
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
