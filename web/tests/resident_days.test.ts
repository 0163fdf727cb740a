// Which day a resident may order for, what is proposed, and how the coming weeks look.
import { expect, test } from 'vitest';
import type { Schemas } from '../src/api/types';
import { isAway } from '../src/pages/coming_days';
import { changedProducts, linesOf, quantitiesOf } from '../src/pages/quantities';
import {
  changeableUntil,
  comingWeeks,
  firstClosed,
  firstDay,
  firstFreeDay,
  lastDelivery,
  longAbsence,
  proposal,
  usualWeekdays,
  type Offer,
} from '../src/pages/resident/days';
import { weekdayOf } from '../src/words/weekdays';

const MONDAY = '2019-03-04';

function offer(id: string, days: Record<string, Schemas['ProductDay']['why'] | 'open'>): Offer {
  const told = Object.entries(days).map(([day, why]): [string, Schemas['ProductDay']] => [
    day,
    why === 'open' ? { day, state: 'open' } : { day, state: 'closed', why },
  ]);
  const next = told.find(([, one]) => one.state === 'open')?.[0];
  return { product: { id } as Schemas['Product'], next, days: new Map(told) };
}

const order = (service_day: string, ...changeable: boolean[]) =>
  ({
    service_day,
    lines: changeable.map((can, at) => ({
      product_id: 'bread',
      quantity: at + 1,
      changeable: can,
      changeable_until: `2019-03-0${5 - at}T15:00:00Z`,
    })),
  }) as Schemas['Order'];

const desk = (more: Partial<Schemas['Desk']> = {}) =>
  ({ coming_orders: [], absences: [], ...more }) as unknown as Schemas['Desk'];

const bread = offer('bread', { '2019-03-04': 'cutoff_passed', '2019-03-05': 'open', '2019-03-06': 'open' });
const water = offer('water', {
  '2019-03-04': 'cutoff_passed',
  '2019-03-05': 'not_a_delivery_day',
  '2019-03-06': 'open',
});

test('the first day skips closed days, days away and, when looking for a free one, days with an order', () => {
  expect(firstDay(desk(), [bread, water], MONDAY)).toBe('2019-03-05');
  expect(firstDay(desk({ absences: [{ first_day: MONDAY, last_day: '2019-03-05' }] }), [bread], MONDAY)).toBe(
    '2019-03-06',
  );
  expect(firstDay(desk({ absences: [{ first_day: MONDAY }] }), [bread], MONDAY)).toBeUndefined();
  const taken = desk({ coming_orders: [order('2019-03-05', true)] });
  expect(firstDay(taken, [bread], MONDAY)).toBe('2019-03-05');
  expect(firstFreeDay(taken, [bread], MONDAY)).toBe('2019-03-06');
  expect(firstDay(desk(), [], MONDAY)).toBeUndefined();
});

test('an absence holds on its first and last day, and for ever while nobody knows', () => {
  const away = { absences: [{ first_day: '2019-03-05', last_day: '2019-03-06' }, { first_day: '2019-03-20' }] };
  expect(
    ['2019-03-04', '2019-03-05', '2019-03-06', '2019-03-07', '2019-04-20'].map((day) => isAway(away, day)),
  ).toEqual([false, true, true, false, true]);
});

test('the usual is proposed before the last, and only what can be had that day', () => {
  const last_order = order('2019-03-01', false);
  const standing_order = { lines: [{ product_id: 'water', weekday: 3, quantity: 2 }] } as Schemas['StandingOrder'];
  expect(proposal(desk({ last_order, standing_order }), [bread, water], '2019-03-06')).toEqual({ water: 2 });
  expect(proposal(desk({ last_order, standing_order }), [bread, water], '2019-03-05')).toEqual({ bread: 1 });
  expect(proposal(desk({ last_order }), [water], '2019-03-06')).toEqual({});
  expect(linesOf({ bread: 0, water: 2 })).toEqual([{ product_id: 'water', quantity: 2 }]);
});

test('why a day is closed: a passed hour is said first, and an open product says nothing', () => {
  expect(firstClosed([water, bread], '2019-03-05')).toBeUndefined();
  expect(firstClosed([water], '2019-03-05')?.why).toBe('not_a_delivery_day');
  expect(firstClosed([water, bread], MONDAY)?.why).toBe('cutoff_passed');
});

test('a habit is what most weeks have', () => {
  const shop = offer('bread', {
    '2019-03-04': 'shop_closed',
    '2019-03-05': 'cutoff_passed',
    '2019-03-11': 'open',
    '2019-03-12': 'open',
    '2019-03-18': 'shop_closed',
    '2019-03-19': 'holiday',
    '2019-03-26': 'open',
  });
  expect(usualWeekdays(shop)).toEqual([2]);
  expect([weekdayOf(MONDAY), weekdayOf('2019-03-10')]).toEqual([1, 7]);
});

test('weeks hold the days still to come, and are skipped when all of them are', () => {
  const standing = {
    starts_on: '2019-03-01',
    lines: [{ weekday: 2 }, { weekday: 5 }],
    skips: ['2019-03-12', '2019-03-15', '2019-03-19'],
  } as Schemas['StandingOrder'];
  const weeks = comingWeeks(standing, '2019-03-06');
  expect(weeks.map((week) => [week.monday, week.days.length, week.skipped])).toEqual([
    ['2019-03-04', 1, false],
    ['2019-03-11', 2, true],
    ['2019-03-18', 2, false],
    ['2019-03-25', 2, false],
  ]);
});

test('an order can be cancelled until its earliest last hour, and not once one has passed', () => {
  expect(changeableUntil(order(MONDAY, true, true))).toBe('2019-03-04T15:00:00Z');
  expect(changeableUntil(order(MONDAY, true, false))).toBeUndefined();
});

test('what differs from before is told by product, and nothing is as good as none', () => {
  expect(changedProducts({ bread: 1, water: 2 }, { bread: 1, water: 1, milk: 0, jam: 3 })).toEqual(['water', 'jam']);
  expect(quantitiesOf([{ product_id: 'bread', quantity: 2 }])).toEqual({ bread: 2 });
});

test('an absence without end, or longer than orders are taken for, leaves no day', () => {
  const open = { first_day: '2019-03-06' };
  expect(longAbsence(desk({ absences: [open] }), MONDAY)).toBe(open);
  const long = { first_day: '2019-03-04', last_day: '2019-04-30' };
  expect(longAbsence(desk({ absences: [long] }), MONDAY)).toBe(long);
  expect(
    longAbsence(desk({ absences: [{ first_day: '2019-03-04', last_day: '2019-03-20' }] }), MONDAY),
  ).toBeUndefined();
});

test('a problem is about the delivery of today, else about the one before', () => {
  const [before, now] = [order('2019-03-01', false), order(MONDAY, false)];
  expect(lastDelivery(desk({ coming_orders: [now], last_order: before }), MONDAY)).toBe(now);
  expect(lastDelivery(desk({ coming_orders: [order('2019-03-05', true)], last_order: before }), MONDAY)).toBe(before);
  expect(lastDelivery(desk(), MONDAY)).toBeUndefined();
});
