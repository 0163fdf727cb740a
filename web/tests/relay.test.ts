// What the desk proposes, what a key means, and what is read to a caller.
import { expect, test } from 'vitest';
import type { Caller, Offer } from '../src/pages/relay/draft';
import { basketOn, closed, linesOf, proposedDay, stepOf, usualGoods } from '../src/pages/relay/draft';
import { withOrder } from '../src/pages/coming_days';
import { digitOf } from '../src/pages/relay/digits';
import { saidWeekly, weekLines, weekOf } from '../src/pages/relay/weekly';
import { askAway, askDay, askUsual } from '../src/words/aloud';
import { plusDays } from '../src/words/dates';
import { calls } from '../src/pages/relay/calls.svelte';

const TODAY = '2019-03-04';
const day = (ahead: number) => plusDays(TODAY, ahead);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

function offer(id: string, unit_one: string, unit_many: string, open: (ahead: number) => boolean): Offer {
  const days = Array.from({ length: 29 }, (_, ahead) =>
    open(ahead)
      ? { day: day(ahead), state: 'open' as const }
      : { day: day(ahead), state: 'closed' as const, why_said: 'Fermé.' },
  );
  const product = { id, name: unit_one, unit_one, unit_many, max_per_order: 4 } as Offer['product'];
  return { product, days: Object.fromEntries(days.map((one) => [one.day, one])) };
}

function order(ahead: number, quantity: number, changeable = true): Caller['desk']['coming_orders'][number] {
  return {
    service_day: day(ahead),
    status: 'placed',
    lines: [{ product_id: 'bread', quantity, changeable }],
  } as Caller['desk']['coming_orders'][number];
}

function caller(desk: Partial<Caller['desk']> = {}): Caller {
  return {
    desk: { coming_orders: [], products: [], absences: [], ...desk } as unknown as Caller['desk'],
    offers: [
      offer('bread', 'pain', 'pains', (ahead) => ahead > 1),
      offer('water', "pack d'eau", "packs d'eau", (a) => a > 0),
    ],
    absences: [],
    today: TODAY,
  };
}

test('the usual is what they had last, on the first day that takes all of it and is free', () => {
  const known = caller({ last_order: order(-3, 2), coming_orders: [order(2, 1)] });
  expect(usualGoods(known)).toEqual({ bread: 2 });
  expect(proposedDay(known, usualGoods(known))).toBe(day(3));
  expect(proposedDay({ ...known, absences: [{ first_day: day(0), last_day: day(6) }] }, { bread: 2 })).toBe(day(7));
  expect(proposedDay(known, { water: 1 })).toBe(day(1));
  expect(proposedDay({ ...known, absences: [{ first_day: day(0) }] }, { bread: 1 })).toBeUndefined();
});

test.each([
  ['nothing on a free day', {}, 5, 'nothing'],
  ['something on a free day', { bread: 1 }, 5, 'place'],
  ['the same again', { bread: 1 }, 2, 'nothing'],
  ['more', { bread: 2 }, 2, 'change'],
  ['something beside it', { bread: 1, water: 1 }, 2, 'change'],
  ['zero of everything', { bread: 0 }, 2, 'cancel'],
])('%s', (_, wanted, ahead, step) => {
  expect(stepOf(caller({ coming_orders: [order(2, 1)] }), day(ahead), wanted as Record<string, number>)).toBe(step);
});

test('a day that is closed says why, and a line past its hour stays', () => {
  const known = caller({ coming_orders: [order(1, 1, false), order(4, 1)] });
  const [bread, water] = known.offers;
  expect(closed(known, bread!, day(1))).toBe('Fermé.');
  expect(closed(known, water!, day(1))).toBeUndefined();
  expect(closed(known, bread!, day(4))).toBeUndefined();
  expect(basketOn(known, day(0), { bread: 2, water: 2 })).toEqual({});
  expect(basketOn(known, day(4), { bread: 2 })).toEqual({ bread: 1 });
  expect(linesOf(known.offers, { water: 1, bread: 0 })).toEqual([{ product_id: 'water', quantity: 1 }]);
});

test('an answer replaces the order of its day, and takes a cancelled one away', () => {
  const { desk } = caller({ coming_orders: [order(2, 1), order(5, 1)] });
  const changed = withOrder(desk, order(2, 3));
  expect(changed.coming_orders.map((one) => one.lines[0]!.quantity).toSorted()).toEqual([1, 3]);
  expect(withOrder(changed, { ...order(2, 3), status: 'cancelled' }).coming_orders).toHaveLength(1);
});

test('a usual week, to lines and to words', () => {
  const { offers } = caller();
  const lines = [
    { product_id: 'bread', weekday: 2, quantity: 1 },
    { product_id: 'bread', weekday: 5, quantity: 1 },
    { product_id: 'water', weekday: 4, quantity: 2 },
  ];
  expect(weekLines(offers, weekOf(lines))).toEqual(lines);
  expect(plain(askUsual(saidWeekly(offers, weekOf(lines))))).toBe(
    "1 pain le mardi et le vendredi, et 2 packs d'eau le jeudi. C'est bien cela ?",
  );
  expect(plain(askUsual([]))).toBe("Plus de commande habituelle. C'est bien cela ?");
});

test('what is read to the caller, as the API reads it', () => {
  const bread = { quantity: 1, unit_one: 'pain', unit_many: 'pains' };
  const water = { quantity: 2, unit_one: "pack d'eau", unit_many: "packs d'eau" };
  expect(plain(askDay([bread, water], '2019-03-07', 'bag_on_door'))).toBe(
    "1 pain et 2 packs d'eau, jeudi 7 mars, dans le sac à pain. C'est bien cela ?",
  );
  expect(plain(askDay([], '2019-03-01', 'in_hand'))).toBe("Rien vendredi 1er mars. C'est bien cela ?");
  expect(plain(askAway('2019-03-07', null))).toContain('à partir du jeudi 7 mars, sans date de retour.');
  expect(plain(askAway('2019-03-07', '2019-03-11'))).toContain('du jeudi 7 mars au lundi 11 mars.');
});

test('a French keyboard means a digit where it writes a sign', () => {
  expect(digitOf({ key: '&', code: 'Digit1' })).toBe(1);
  expect(digitOf({ key: '3', code: 'Digit3' })).toBe(3);
  expect(digitOf({ key: '7', code: 'Numpad7' })).toBe(7);
  expect(digitOf({ key: '/', code: 'Digit7' })).toBeUndefined();
  expect(digitOf({ key: 'a', code: 'KeyQ' })).toBeUndefined();
});

test('a caller whose page is left waits, unless all was noted; and then a new call begins anew', () => {
  const [first, second] = [calls.take('res_1'), calls.take('res_2')];
  calls.leave(first, true);
  calls.leave(second, false);
  expect(calls.open).toEqual([second]);
  // Their usual order is a page of the same call.
  expect(calls.take('res_1')).toBe(first);
  calls.hangUp();
  expect(calls.take('res_1')).not.toBe(first);
  expect(calls.take('res_2')).toBe(second);
});
