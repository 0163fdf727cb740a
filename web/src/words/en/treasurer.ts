// What the treasurer's screens say, in English.
import type fr from '../fr/treasurer';
import { number } from '../numbers';

const n = (units = 0) => number(units);

const short = (by: number) => (by > 0 ? 'missing' : 'too many');
const gone = (by: number) => (by > 0 ? 'not found' : 'too many');

const period = (from: string, to: string) => (from === to ? `On ${from}` : `From ${from} to ${to}`);

const en: typeof fr = {
  wider: 'The table goes on to the right: slide it.',
  title: 'Counts',
  previous: (month) => `‹ ${month}`,
  following: (month) => `${month} ›`,
  months: 'Another month',
  period,
  untilYesterday: (from, to) => `${period(from, to)} (until yesterday)`,
  report: 'Prepare the report to print',
  emptyMonth: 'Nothing is counted for this month yet. The counts of a day come on the next.',
  units: 'Units',
  nothing: 'Nothing in this period.',
  why: 'Why this figure?',
  csv: 'Save for a spreadsheet (CSV)',
  total: 'Total',
  people: 'People served',
  visits: 'Visits',
  volunteers: 'Volunteers',
  value: 'Value of what was picked up',
  valueHelp: 'Units picked up × price of the day',
  tiles: {
    title: 'The figures',
    bread: 'Loaves delivered',
    water_pack: 'Water packs delivered',
    other: 'Other products delivered',
  },
  five: 'From the order to the door',
  by: {
    total: 'All',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    product: 'Product',
    shop: 'Shop',
    residence: 'Residence',
    volunteer: 'Volunteer',
  },
  questions: {
    day: 'How many each day?',
    week: 'How many each week?',
    shop: 'From which shop?',
    residence: 'In which residence?',
    volunteer: 'By which volunteer?',
    month: 'How many each month?',
  },
  periodChoice: 'Count by',
  volunteer: (key) => `Volunteer ${key}`,
  figures: {
    ordered: 'Ordered',
    slipped: 'On slips',
    picked_up: 'Picked up',
    delivered: 'Delivered',
    extra: 'Extra',
    not_delivered: 'Not delivered',
    brought_back: 'Brought back',
    unreported: 'Not told',
    lost: 'Not found',
  },
  definitions: {
    ordered: 'Units of orders that stand, for the days of the period.',
    slipped: 'Units of slips to shops, later changes included.',
    picked_up: 'Units that volunteers took at the shop.',
    delivered: 'Units that a volunteer said were delivered, at the door.',
    extra: 'Units given without an order.',
    not_delivered: 'Ordered units that a volunteer said were not delivered, with the reason.',
    brought_back: 'Units brought back after the round.',
    unreported: 'Ordered units of which nobody said whether they were delivered.',
    lost: 'Units picked up that were neither delivered, nor given as extra, nor brought back.',
    people: 'Different people who got at least one delivery. A person counts once, even if served every day.',
    visits: 'Courtesy visits done.',
    volunteers: 'Different volunteers who delivered at least once.',
    value: 'Units picked up, at the price of the product on that day.',
  },
  reasons: {
    no_answer: 'no answer',
    refused: 'refused',
    no_access: 'could not get in',
    shop_short: 'shop had too little',
    other: 'other reason',
  },
  differences: {
    title: 'What differs',
    none: 'Nothing differs: all that was ordered, picked up and delivered agrees.',
    sentences: {
      slipped: (c, by) => `${n(c.ordered)} ordered, ${n(c.slipped)} on slips: a difference of ${n(Math.abs(by))}.`,
      picked_up: (c, by) => `${n(c.slipped)} on slips, ${n(c.picked_up)} picked up: ${n(Math.abs(by))} ${short(by)}.`,
      unreported: (c, by) =>
        `${n(c.ordered)} ordered, ${n(c.delivered)} delivered, ${n(c.not_delivered)} not delivered: not told ${n(by)}.`,
      lost: (c, by) =>
        `${n(c.picked_up)} picked up, ${n(c.delivered + c.extra)} given, ${n(c.brought_back)} brought back: ${n(Math.abs(by))} ${gone(by)}.`,
      not_delivered: (c) => `${n(c.not_delivered)} not delivered.`,
      extra: (c) => `${n(c.extra)} given without an order.`,
    },
  },
  whyPage: {
    differs: (by) => `difference ${by}`,
    days: 'Day by day',
    otherPeriod: 'A person served on two days counts once in the total, and once on each day.',
  },
  day: { title: (day) => `Counts of ${day}`, kinds: 'By product' },
  reportPage: {
    title: 'Report',
    from: 'First day',
    to: 'Last day',
    since: 'Since the beginning',
    print: 'Print the report',
    totals: 'Totals',
    differences: 'Differences',
    definitions: 'Definitions',
    colon: ':',
    few: 'fewer than 5',
    fewHelp: 'A number of people from 1 to 4 is written “fewer than 5”, because this sheet leaves the association.',
    signature: 'Certified as correct',
    placeAndDate: 'Place                                          Date',
    treasurer: 'The treasurer',
    president: 'The president',
    backwards: 'The last day comes before the first.',
    printed: (day) => `Printed on ${day} from palier.`,
  },
};

export default en;
