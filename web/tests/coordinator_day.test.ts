// The pure rules of the coordinator's day: what comes next, lanes and map, hours of one day, and what paper says as facts.
import { describe, expect, test } from 'vitest';
import type { Schemas } from '../src/api/types';
import { compared } from '../src/pages/coordinator/day/plan/compared';
import { drawn } from '../src/pages/coordinator/day/plan/drawing';
import { hoursOn } from '../src/pages/coordinator/day/plan/hours';
import { factsOf, formOf, isReported } from '../src/pages/coordinator/day/sheets/facts';
import { axesOf, type Walk } from '../src/pages/coordinator/day/today/lanes';
import { tilesOf } from '../src/pages/coordinator/day/today/tiles';
import { drawingOf, marksOf, mercator, placed } from '../src/pages/ground';
import { nextOf } from '../src/pages/coordinator/day/today/next';
import { appointmentOf, told } from '../src/pages/coordinator/day/visits/appointment';

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

describe('a search', () => {
  const figures = { rounds: 3, seconds: 7200, metres: 4200, kg_floors: 120, unserved: 0 };
  const said = { change: (...parts: string[]) => parts.join('|'), time: 'time', rounds: 'rounds' } as never;

  test('what stays the same is not said', () => {
    expect(compared(said, figures, figures)).toEqual([]);
    expect(compared(said, figures, { ...figures, rounds: 2, seconds: 6300 })).toEqual([
      'rounds|3|2',
      'time|2\u00a0h|1\u00a0h\u00a045',
    ]);
  });

  test('its curve falls to the right, and a mountain of a beginning does not flatten it', () => {
    expect(drawn([], 5000, 100, 10)).toBeUndefined();
    const line = drawn(
      [
        { after_ms: 0, cost: 1_000_000 },
        { after_ms: 1250, cost: 110 },
        { after_ms: 5000, cost: 100 },
      ],
      5000,
      100,
      10,
    )!;
    const spots = line.split(' ').map((spot) => spot.split(',').map(Number));
    expect(spots.map(([x]) => x)).toEqual([0, 50, 50, 100, 100, 100]);
    expect(spots.map(([, y]) => y)).toEqual([0, 0, 6, 6, 10, 10]);
  });
});

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
  const [alone] = drawingOf([{ id: 'one', lat: 50, lon: 2 }]).places;
  expect([alone!.x, alone!.y].map(Math.round)).toEqual([50, 50]);
  expect(drawingOf([]).places).toEqual([]);
  const marks = marksOf([
    { x: 10, y: 10 },
    { x: 12, y: 11 },
    { x: 60, y: 10 },
  ]);
  expect(marks.map((mark) => mark.length)).toEqual([2, 1]);
});

describe('the tiles under the map', () => {
  const TILES = 'https://tiles.example.org/{z}/{x}/{y}.png';
  const PARIS = { id: 'paris', lat: 48.8583, lon: 2.2945 };
  const numbersOf = (url: string) =>
    url
      .match(/(\d+)\/(\d+)\/(\d+)\.png$/)!
      .slice(1)
      .map(Number);

  test('a position is where Web-Mercator has it', () => {
    expect(mercator({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 });
    expect(mercator({ lat: 85.0511287798066, lon: -180 }).y).toBeCloseTo(0, 9);
    expect(mercator({ lat: -90, lon: 180 }).y).toBeCloseTo(1, 9);
    // Chicago, in the pixels of a world of one tile of 256, as the inventors of the tiles give it.
    const chicago = mercator({ lat: 41.85, lon: -87.65 });
    expect(chicago.x * 256).toBeCloseTo(65.67111, 4);
    expect(chicago.y * 256).toBeCloseTo(95.17492, 4);
    // The Eiffel tower is on tile 16/33185/22545 of everybody's maps.
    const { x, y } = mercator(PARIS);
    expect([Math.floor(x * 2 ** 16), Math.floor(y * 2 ** 16)]).toEqual([33185, 22545]);
  });

  test('each place lies on its own tile, at its own pixel', () => {
    const { box, places, ratio } = drawingOf([PARIS, { id: 'north', lat: 48.8623, lon: 2.2985 }]);
    const tiles = tilesOf(box, TILES);
    for (const place of places) {
      const under = tiles.find(
        ({ x, y, wide, high }) => x <= place.x && place.x < x + wide && y <= place.y && place.y < y + high,
      )!;
      const [zoom, column, row] = numbersOf(under.url) as [number, number, number];
      const { x, y } = mercator(place);
      expect((place.x - under.x) / under.wide).toBeCloseTo(x * 2 ** zoom - column, 6);
      expect((place.y - under.y) / under.high).toBeCloseTo(y * 2 ** zoom - row, 6);
      // A tile is square where it is seen.
      expect((under.wide / under.high) * ratio).toBeCloseTo(1, 9);
    }
  });

  test.each([
    ['one place', [PARIS]],
    ['a street from north to south', [PARIS, { id: 'b', lat: 48.87, lon: 2.2945 }]],
    ['a street from west to east', [PARIS, { id: 'b', lat: 48.8583, lon: 2.31 }]],
    ['a country', [PARIS, { id: 'b', lat: 43.3, lon: 5.4 }]],
    [
      'both sides of the date line',
      [
        { id: 'a', lat: 0, lon: -180 },
        { id: 'b', lat: 1, lon: 180 },
      ],
    ],
  ])('few tiles cover the whole map: %s', (_name, places) => {
    const tiles = tilesOf(drawingOf(places).box, TILES);
    expect(tiles.length).toBeGreaterThan(0);
    expect(tiles.length).toBeLessThanOrEqual(12);
    expect(Math.min(...tiles.map(({ x }) => x))).toBeLessThanOrEqual(0);
    expect(Math.min(...tiles.map(({ y }) => y))).toBeLessThanOrEqual(0);
    expect(Math.max(...tiles.map(({ x, wide }) => x + wide))).toBeGreaterThanOrEqual(100);
    expect(Math.max(...tiles.map(({ y, high }) => y + high))).toBeGreaterThanOrEqual(100);
    for (const { url } of tiles) {
      const [zoom, column, row] = numbersOf(url) as [number, number, number];
      expect(zoom).toBeLessThanOrEqual(18);
      expect(Math.min(column, row)).toBeGreaterThanOrEqual(0);
      expect(Math.max(column, row)).toBeLessThan(2 ** zoom);
    }
  });

  test('nothing is asked without an address or a position', () => {
    expect(tilesOf(drawingOf([PARIS]).box, null)).toEqual([]);
    expect(tilesOf(drawingOf([PARIS]).box, undefined)).toEqual([]);
    expect(tilesOf(drawingOf([]).box, TILES)).toEqual([]);
    expect([{ lat: 48, lon: 0 }, { lat: 48, lon: null }, {}].map(placed)).toEqual([true, false, false]);
  });
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
      { kind: 'left_in_bag', payload: { lines: [{ order_line_id: 'oln_1', quantity: 2 }] } },
      { kind: 'delivered', payload: { lines: [{ order_line_id: 'oln_2', quantity: 2 }] } },
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

  test('a visit that found the door shut is said, and read back', () => {
    const form = { ...formOf(drop(visit)), mark: 'no_answer' as const };
    expect(factsOf(drop(visit), form)).toEqual([{ kind: 'no_answer', payload: {} }]);
    const reported = drop({ ...visit, reported: { delivered: 0, reason: 'no_answer' } } as Schemas['TaskSheet']);
    expect(isReported(reported)).toBe(true);
    expect(formOf(reported).mark).toBe('no_answer');
    expect(factsOf(reported, formOf(reported))).toEqual([]);
    expect(factsOf(reported, { ...formOf(reported), mark: undefined, light: 'fine' })).toEqual([
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
