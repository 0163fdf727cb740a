// What the coordinator says of what residents ask for, orders and visits, in English.
import { count } from '../numbers';
import type fr from '../fr/wishes';

const channels = {
  app: 'Ordered with the app',
  phone_relay: 'By telephone',
  door: 'At the door',
  paper: 'On paper',
  standing: 'Usual order',
};
const sayWhy = 'Write why, the hour has passed.';
const reason = 'Why after the hour?';
const reasonHelp = 'The hour for orders has passed. The shop will be called again.';
const changed = 'Somebody changed this meanwhile.';

const en: typeof fr = {
  orders: {
    title: 'Orders',
    total: (n) => count(n, 'order', 'orders'),
    search: 'Look for a name or a stairwell',
    cancelled: 'Cancelled',
    none: 'No order for that day.',
    noneFound: 'Nobody of that name that day.',
    add: 'Add an order',
  },
  order: {
    title: 'An order',
    channels,
    late: 'The hour has passed',
    cancelled: 'Order cancelled',
    why: (product, why) => `${product}, after the hour: ${why}`,
    reason,
    reasonHelp,
    sayWhy,
    save: 'Save',
    saved: 'Noted. The order is changed.',
    whoBrings: 'Who brings it, and why?',
    cancel: 'Cancel this order',
    cancelAsk: 'Cancel the whole order of that day?',
    cancelYes: 'Yes, cancel',
    cancelDone: 'Noted. The order is cancelled.',
    changed,
  },
  newOrder: {
    title: 'Add an order',
    who: 'For whom?',
    whoHelp: 'A surname, a first name or a stairwell.',
    nobody: 'Nobody of that name.',
    moreNames: (n) => `And ${count(n, 'other', 'others')}. Write a little more.`,
    other: 'Choose somebody else',
    how: 'How did the order come?',
    channels,
    reason,
    reasonHelp,
    sayWhy,
    place: 'Order',
    done: 'It is ordered.',
    change: 'Change the order that stands',
  },
  visits: {
    title: 'Visits',
    due: 'To agree on',
    never: 'No visit yet.',
    last: (day) => `Last visit: ${day}.`,
    overdue: (n) => `${count(n, 'day', 'days')} late`,
    dueNow: 'To agree on',
    noneDue: 'Nobody waits for a visit.',
    agreed: 'Agreed',
    when: (day, hour, who) => `${day}, ${hour}, with ${who}`,
    noneAgreed: 'No visit is agreed.',
  },
  visit: {
    title: 'Agree on a visit',
    oneTitle: 'A visit',
    call: 'Call',
    day: 'The day',
    hour: 'The hour',
    long: 'How long',
    quarters: 'quarters of an hour',
    who: 'Who comes?',
    nobodyTrained: 'Nobody is trained for visits yet.',
    incomplete: 'The day, the hour or the person is missing.',
    agree: 'It is agreed',
    agreed: 'Noted. The visit is agreed.',
    move: 'Save',
    moved: 'Noted. Tell the person.',
    cancel: 'Cancel the visit',
    cancelAsk: 'Cancel this visit? Tell the person.',
    cancelYes: 'Yes, cancel',
    cancelled: 'Noted. The visit is cancelled.',
    isCancelled: 'This visit is cancelled.',
    changed,
  },
};

export default en;
