// What the office reads of everybody's notices, in English.
import { count } from '../numbers';
import type fr from '../fr/notice_board';

const en: typeof fr = {
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
    order_changed: 'Their order has changed.',
    order_cancelled: 'Their order is cancelled.',
    delivery_missed: 'A delivery could not be made.',
    order_confirmed: 'Their order is noted.',
    order_short: 'Something of their order will be lacking.',
    delivery_left: 'Their delivery is at their door.',
    cutoff_moved: 'Orders close earlier than usual.',
    visit_due: 'A visit is to be agreed.',
    slip_ready: 'A slip is ready.',
    cover_offered: 'Doors to take over.',
    cover_taken: 'Somebody has taken doors over.',
  },
  states: {
    waiting: 'Not gone yet',
    sent: 'Sent, not seen yet',
    seen: '✓ Seen',
    failed: '✗ Could not go',
    expired: '✗ Too late',
    withdrawn: 'Taken back',
    declined: 'Does not want this notice',
  },
  rates: 'Week by week',
  week: (monday: string) => `Week of ${monday}:`,
  rate: {
    push: (taken, seen, refused) =>
      `${count(taken, 'notice', 'notices')} sent to phones, ${seen} seen, ${refused} lost.`,
    sms: (taken, seen, refused, delivered) =>
      `${count(taken, 'text message', 'text messages')} sent, ${delivered} arrived, ${seen} seen, ${refused} lost.`,
    email: (taken, seen, refused) => `${count(taken, 'e-mail', 'e-mails')} sent, ${seen} seen, ${refused} lost.`,
    doorstep: (taken, seen) => `${count(taken, 'notice', 'notices')} to say at doors, ${seen} said.`,
    call: (taken, seen) => `${count(taken, 'call', 'calls')} to make, ${seen} made.`,
  },
};

export default en;
