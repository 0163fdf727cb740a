// The treasurer's arithmetic, and months and weeks as they are said.
import { beforeEach, expect, test } from 'vitest';
import { settings } from '../src/device/settings.svelte';
import { differences, gap, valueOf, type Row } from '../src/pages/treasurer/figures';
import { firstDay, lastDay, monthName, plusMonths, weekName } from '../src/words/periods';

const COUNT = {
  ordered: 10,
  slipped: 10,
  picked_up: 10,
  delivered: 10,
  extra: 0,
  not_delivered: 0,
  brought_back: 0,
  not_delivered_reasons: { no_answer: 0, refused: 0, no_access: 0, shop_short: 0, other: 0 },
  residents_served: 10,
};

const row = (counts: object, key = 'total'): Row =>
  ({ key, products: [{ ...COUNT, product_id: 'bread', name: 'Pain', kind: 'bread', ...counts }] }) as unknown as Row;

beforeEach(() => {
  settings.language = 'fr';
});

test('nothing to explain where all agrees', () => {
  expect(differences(row({}))).toEqual([]);
});

test.each([
  [
    'a loaf that no slip asked for',
    { slipped: 9 },
    [
      ['slipped', 1],
      ['picked_up', -1],
    ],
  ],
  [
    'the shop was short',
    { picked_up: 9, delivered: 9, not_delivered: 1 },
    [
      ['picked_up', 1],
      ['not_delivered', 1],
    ],
  ],
  ['nobody told', { delivered: 9, brought_back: 1 }, [['unreported', 1]]],
  [
    'one is lost',
    { delivered: 9, not_delivered: 1 },
    [
      ['lost', 1],
      ['not_delivered', 1],
    ],
  ],
  [
    'one was given away',
    { delivered: 9, not_delivered: 1, extra: 1 },
    [
      ['not_delivered', 1],
      ['extra', 1],
    ],
  ],
])('%s', (_, counts, expected) => {
  expect(differences(row(counts)).map(({ figure, units }) => [figure, units])).toEqual(expected);
});

test('a plain figure compares nothing', () => {
  expect(gap('delivered', COUNT)).toBeUndefined();
  expect(gap('lost', COUNT)).toBe(0);
});

test('what was picked up, at the price of its day', () => {
  const prices = [
    {
      id: 'bread',
      prices: [
        // The order of the list decides nothing, and a price to come holds for no day before it.
        { valid_from: '2019-03-10', cents: 110 },
        { valid_from: '2019-03-01', cents: 100 },
        { valid_from: '2019-04-01', cents: 900 },
      ],
    },
  ];
  const days = [row({ picked_up: 2 }, '2019-03-09'), row({ picked_up: 3 }, '2019-03-10')];
  expect(valueOf(days, prices as never)).toBe(530);
});

test('months and weeks', () => {
  expect(monthName('2019-03')).toBe('mars 2019');
  expect(weekName('2019-W10')).toBe('semaine 10');
  expect(plusMonths('2019-01', -1)).toBe('2018-12');
  expect(plusMonths('2019-12', 1)).toBe('2020-01');
  expect([firstDay('2020-02'), lastDay('2020-02')]).toEqual(['2020-02-01', '2020-02-29']);
});
