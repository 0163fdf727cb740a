// The pure rules of the coordinator's day: what comes next, lanes and map, hours of one day, and what paper says as facts.
import { describe, expect, test } from 'vitest';
import type { Schemas } from '../src/api/types';
import { hoursOn } from '../src/pages/coordinator/day/plan_hours';
import { factsOf, formOf, isReported } from '../src/pages/coordinator/day/sheets_facts';
import { axesOf, type Walk } from '../src/pages/coordinator/day/today_lanes';
import { drawingOf, marksOf } from '../src/pages/coordinator/day/today_map';
import { nextOf } from '../src/pages/coordinator/day/today_next';
import { appointmentOf, told } from '../src/pages/coordinator/day/visits_appointment';

const quiet = {
  service_day: '2026-11-24',
  planned: true,
  unserved: [],
  concerns: [],
  slips: [],
  proposals: [],
} as unknown as Schemas['Board'];
const concern = (kind: string) => ({ id: `ccn_${kind}`, kind, resident_name: 'Odette' }) as Schemas['Concern'];
const slip = (red: boolean) => ({ id: 'slp_1', pickup_point: 'Four', status: 'frozen', red }) as Schemas['BoardSlip'];
const kindOf = (board: Partial<Schemas['Board']>, calls = 0, plannable = true) =>
  nextOf({ board: { ...quiet, ...board }, calls, plannable })?.kind;

describe('what comes next', () => {
  test.each([
    ['nothing', {}, 0, undefined],
    [
      'a worry before a red slip',
      { concerns: [concern('no_answer'), concern('worry')], slips: [slip(true)] },
      0,
      'concern',
    ],
    ['a red slip before a missing plan', { slips: [slip(true)], planned: false }, 0, 'slip'],
    ['a missing plan before a full bag', { concerns: [concern('bag_full')], planned: false }, 0, 'plan'],
    ['a slip that still has time before calls', { slips: [slip(false)] }, 3, 'slip'],
    ['calls at the end', {}, 3, 'calls'],
  ])('%s', (_name, board, calls, kind) => expect(kindOf(board, calls)).toBe(kind));

  test('a day that cannot be planned asks for no plan', () => {
    expect(kindOf({ planned: false }, 0, false)).toBeUndefined();
  });
});

test('halts are shares of the hours of their half of the day', () => {
  const walk = (shift: Schemas['Shift'], from: string, to: string): Walk => ({
    letter: 'A',
    round: { shift } as Schemas['BoardRound'],
    sheet: {
      starts_at: from,
      ends_at: to,
      stops: [{ arrives_at: from, leaves_at: to }],
    } as unknown as Schemas['RoundSheet'],
  });
  const axes = axesOf([
    walk('afternoon', '2026-11-24T13:30:00Z', '2026-11-24T14:00:00Z'),
    walk('morning', '2026-11-24T06:30:00Z', '2026-11-24T07:00:00Z'),
    walk('morning', '2026-11-24T07:00:00Z', '2026-11-24T07:30:00Z'),
  ]);
  expect(axes.map((axis) => axis.shift)).toEqual(['morning', 'afternoon']);
  expect(axes[0]!.lanes.map(({ blocks }) => [blocks[0]!.from, blocks[0]!.width])).toEqual([
    [0, 50],
    [50, 50],
  ]);
  expect(axes[0]!.ticks.map((tick) => tick.from)).toEqual([0, 25, 50, 75]);
});

test('a map keeps north up and everything inside', () => {
  const { places } = drawingOf([
    { id: 'north', lat: 50.72, lon: 1.632 },
    { id: 'south', lat: 50.71, lon: 1.632 },
    { id: 'east', lat: 50.715, lon: 1.64 },
  ]);
  const [north, south, east] = places;
  expect(north!.y).toBeLessThan(south!.y);
  expect(east!.x).toBeGreaterThan(north!.x);
  for (const { x, y } of places) expect([x, y].every((share) => share >= 5 && share <= 95)).toBe(true);
  expect(drawingOf([{ id: 'one', lat: 50, lon: 2 }]).places[0]).toMatchObject({ x: 50, y: 50 });
  expect(drawingOf([]).places).toEqual([]);
  const marks = marksOf([
    { x: 10, y: 10 },
    { x: 12, y: 11 },
    { x: 60, y: 10 },
  ]);
  expect(marks.map((mark) => mark.length)).toEqual([2, 1]);
});

test("a day's exception stands before the week", () => {
  const week = [{ weekday: 2, from_min: 420, until_min: 720 }];
  expect(hoursOn('2026-11-24', week, [])).toHaveLength(1);
  expect(hoursOn('2026-11-25', week, [])).toEqual([]);
  expect(hoursOn('2026-11-24', week, [{ id: 'exc_1', day: '2026-11-24' }])).toEqual([]);
  const longer = { id: 'exc_2', day: '2026-11-25', from_min: 600, until_min: 660 };
  expect(hoursOn('2026-11-25', week, [longer])).toEqual([{ from_min: 600, until_min: 660 }]);
});

test('an appointment survives its form', () => {
  const visit = { service_day: '2026-11-24', at_min: 875, minutes: 30, volunteer_id: 'vol_1' } as Schemas['Visit'];
  expect(appointmentOf(visit).hour).toBe('14:35');
  expect(told(appointmentOf(visit))).toEqual(visit);
  expect(told({ ...appointmentOf(visit), hour: '' })).toBeNull();
});

describe('what paper says of a door', () => {
  const task = (more: object) =>
    ({ resident_id: 'res_1', quantity: 2, said: '2 pains', ...more }) as Schemas['TaskSheet'];
  const bread = task({ order_line_id: 'oln_1', handover: 'bag_on_door' });
  const water = task({ order_line_id: 'oln_2', handover: 'in_hand' });
  const visit = task({ visit_id: 'vis_1', quantity: 0 });
  const drop = (...tasks: Schemas['TaskSheet'][]) => ({ drop_id: 'drp_1', tasks }) as Schemas['DropSheet'];

  test('a door left blank says nothing', () => {
    expect(factsOf(drop(bread), formOf(drop(bread)))).toEqual([]);
  });

  test('what was given goes by the way it was to change hands', () => {
    const facts = factsOf(drop(bread, water), { ...formOf(drop(bread, water)), mark: 'given' });
    expect(facts).toEqual([
      { kind: 'delivered', payload: { lines: [{ order_line_id: 'oln_2', quantity: 2 }] } },
      { kind: 'left_in_bag', payload: { lines: [{ order_line_id: 'oln_1', quantity: 2 }] } },
    ]);
  });

  test('too little says how much and why', () => {
    const form = { ...formOf(drop(bread)), mark: 'shop_short' as const, given: { oln_1: 1 } };
    const lines = [{ order_line_id: 'oln_1', quantity: 1, reason: 'shop_short' }];
    expect(factsOf(drop(bread), form)).toEqual([{ kind: 'left_in_bag', payload: { lines } }]);
  });

  test('nobody answered, and the bag was full', () => {
    const form = { ...formOf(drop(bread)), mark: 'no_answer' as const, bag_full: true };
    expect(factsOf(drop(bread), form)).toEqual([
      { kind: 'no_answer', payload: {} },
      { kind: 'bag_full', payload: {} },
    ]);
  });

  test('goods can fail where the visit was made', () => {
    const both = drop(bread, visit);
    const form = { ...formOf(both), mark: 'refused' as const, light: 'fine' as const };
    expect(factsOf(both, form)).toEqual([
      { kind: 'refused', payload: { lines: ['oln_1'] } },
      { kind: 'visit_done', payload: { light: 'fine' } },
    ]);
  });

  test('what was reported already is not said again, and a correction is', () => {
    const reported = drop({ ...bread, reported: { delivered: 2, state: 'delivered' } } as Schemas['TaskSheet']);
    expect(isReported(reported)).toBe(true);
    expect(formOf(reported).mark).toBe('given');
    expect(factsOf(reported, formOf(reported))).toEqual([]);
    expect(factsOf(reported, { ...formOf(reported), mark: 'refused' })).toHaveLength(1);
  });
});
