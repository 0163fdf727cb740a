// What somebody chooses about the notices that they are sent, in English.
import type fr from '../fr/notice_preferences';

const en: typeof fr = {
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
    order_confirmed: { title: 'Your order is noted', text: 'When you, or somebody for you, write it down.' },
    order_short: { title: 'Something will be lacking', text: 'When the shop has less than you ordered.' },
    delivery_left: { title: 'Your delivery is at your door', text: 'When everything was left.' },
    cutoff_moved: { title: 'Order earlier than usual', text: 'Before a holiday or a leave of the shop.' },
    visit_due: { title: 'A visit is to be agreed', text: 'When a neighbour would like one and none is planned.' },
    slip_ready: { title: 'A slip is ready', text: 'To pass it on to the shop.' },
    cover_offered: { title: 'Some doors look for somebody', text: 'When another volunteer cannot come.' },
    cover_taken: { title: 'Somebody has taken doors over', text: 'When a volunteer takes some over.' },
  },
  ways: {
    push: 'A notification',
    sms: 'A text message',
    email: 'An e-mail',
    doorstep: 'A word at the door',
    call: 'A call',
  },
  only: {
    push: 'By a notification on a phone.',
    sms: 'By text message.',
    email: 'By e-mail.',
    doorstep: 'By the volunteer who comes to your door.',
    call: 'By a call from the association.',
  },
  nothing: 'For now, you read it in palier alone. You can turn on the notices on this phone, in the settings.',
};

export default en;
