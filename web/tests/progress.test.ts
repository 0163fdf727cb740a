// Where a round stands, from the sheet and from what this phone saw: after a crash, with and without the server's word.
import { describe, expect, test } from 'vitest';
import { failed, given, picked, short } from '../src/outbox/facts';
import { doorsOf, inOrder, nextOf, progressOf, type Sheet } from '../src/outbox/progress';
import type { KeptRound } from '../src/outbox/round_store';
import type { Seen, WalkedRow } from '../src/outbox/store';
import { doorAt } from '../src/pages/volunteer/saying';

const task = (id: string, quantity = 1, handover = 'in_hand', reported: unknown = null) => ({
  resident_id: 'res_1',
  order_line_id: `oln_${id}`,
  product_id: 'prd_1',
  said: '1 pain',
  quantity,
  handover,
  reported,
});
const visit = { resident_id: 'res_1', visit_id: 'vis_1', said: 'visite', quantity: 0, reported: null };
const drop = (id: string, ...tasks: unknown[]) => ({ drop_id: `drp_${id}`, floor: 1, door: 'a', residents: [], tasks });

function kept(drops: unknown[], more: Partial<KeptRound> = {}): KeptRound {
  const shop = { id: 'stp_0', pickup_point: { id: 'pup_1' }, goods: [{ product_id: 'prd_1', quantity: 3 }], drops: [] };
  const round = { id: 'rnd_1', goods_reported: [], stops: [shop, { id: 'stp_1', goods: [], drops }] };
  return { round: round as unknown as Sheet, etag: null, ...more };
}

let seq = 0;
function row(seen: Pick<Seen, 'kind' | 'payload'>, drop_id?: string, sent = false): WalkedRow {
  seq += 1;
  const event = { event_id: `evt_${seq}`, device_seq: seq, at_device: '', round_id: 'rnd_1', drop_id, ...seen };
  return { event_id: event.event_id, account_id: 'a', device_seq: seq, event, sent } as unknown as WalkedRow;
}
const undo = (of: WalkedRow, sent = false) => row({ kind: 'undo', payload: { of: of.event_id } }, 'drp_a', sent);
const door = (round: KeptRound, rows: WalkedRow[], at = 0) => doorsOf(progressOf(round, rows))[at]!;

describe('a door', () => {
  const round = kept([drop('a', task('1'), task('2', 2, 'bag_on_door'))]);

  test('each thing goes the way that was asked for', () => {
    const facts = given(door(round, []));
    expect(facts.map((fact) => fact.kind)).toEqual(['delivered', 'left_in_bag']);
    expect(door(round, [row(facts[0]!, 'drp_a')]).done).toBe(false);
    expect(
      door(
        round,
        facts.map((fact) => row(fact, 'drp_a')),
      ).outcomes,
    ).toEqual([
      { given: 1, way: 'delivered', reason: undefined },
      { given: 2, way: 'left_in_bag', reason: undefined },
    ]);
  });

  test('a failure speaks of what is still open', () => {
    const [first] = given(door(round, []));
    const half = [row(first!, 'drp_a')];
    const rest = failed(door(round, half), 'no_answer');
    expect(rest).toEqual([{ kind: 'no_answer', payload: { lines: ['oln_2'] } }]);
    expect(door(round, [...half, row(rest[0]!, 'drp_a')]).done).toBe(true);
  });

  test('too little is told with its figure, nothing as nothing', () => {
    expect(short(door(round, []), { oln_2: 1 })).toEqual([
      { kind: 'left_in_bag', payload: { lines: [{ order_line_id: 'oln_2', quantity: 1, reason: 'shop_short' }] } },
      { kind: 'shop_short', payload: { lines: ['oln_1'] } },
    ]);
  });

  test('what is taken back is open again, and an undo can be taken back', () => {
    const done = given(door(round, [])).map((fact) => row(fact, 'drp_a'));
    const back = undo(done[1]!);
    expect(door(round, [...done, back]).outcomes[1]).toBeUndefined();
    expect(door(round, [...done, back, undo(back)]).done).toBe(true);
  });

  test('a visit that nobody opened for is told with the door', () => {
    const visited = kept([drop('a', visit)]);
    const facts = failed(door(visited, []), 'no_answer');
    expect(facts).toEqual([{ kind: 'no_answer', payload: {} }]);
    expect(door(visited, [row(facts[0]!, 'drp_a')]).done).toBe(true);
    expect(door(visited, [row({ kind: 'bag_full', payload: {} }, 'drp_a')]).done).toBe(false);
  });
});

describe("the server's word", () => {
  const delivered = { state: 'delivered', delivered: 1 };
  const told = kept([drop('a', task('1', 1, 'in_hand', delivered))]);

  test('stands where this phone saw nothing', () => {
    expect(door(told, []).done).toBe(true);
    expect(door(told, []).standing).toEqual([]);
  });

  test('does not hide what this phone took back since', () => {
    const done = row(given(door(kept([drop('a', task('1'))]), []))[0]!, 'drp_a', true);
    const back = undo(done);
    expect(door({ ...told, included: [done.event_id] }, [done, back]).done).toBe(false);
    const all = { ...kept([drop('a', task('1'))]), included: [done.event_id, back.event_id] };
    expect(door(all, [done, { ...back, sent: true }]).done).toBe(false);
  });

  test('corrects this phone once it knows all that was seen', () => {
    const done = row({ kind: 'no_answer', payload: { lines: ['oln_1'] } }, 'drp_a', true);
    expect(door(told, [done]).outcomes[0]?.reason).toBe('no_answer');
    expect(door({ ...told, included: [done.event_id] }, [done]).outcomes[0]?.given).toBe(1);
  });
});

test('shops come first, then each door, then nothing', () => {
  const round = kept([drop('a', task('1')), drop('b', task('2'))]);
  expect(nextOf(progressOf(round, []))?.halt.stop.id).toBe('stp_0');
  const shop = row(picked(round.round.stops[0]!, { prd_1: 2 }));
  expect(progressOf(round, [shop]).halts[0]?.taken).toEqual({ prd_1: 2 });
  expect(nextOf(progressOf(round, [shop]))?.door?.drop.drop_id).toBe('drp_a');
  const wanted = { ...round, order: ['drp_b', 'drp_a'] };
  expect(nextOf(progressOf(wanted, [shop]))?.door?.drop.drop_id).toBe('drp_b');
  const all = doorsOf(progressOf(round, [])).flatMap((one) => given(one).map((fact) => row(fact, one.drop.drop_id)));
  expect(nextOf(progressOf(round, [shop, ...all]))).toBeNull();
});

test('an own order leaves what came later in its place', () => {
  expect(inOrder(['a', 'new', 'b'], ['b', 'a'], (one) => one)).toEqual(['b', 'new', 'a']);
});

test('a drop to which a round comes twice is the halt that is open, and stays the one that was opened', () => {
  const bread = { id: 'stp_1', goods: [], drops: [drop('a', task('1'))] };
  const later = { id: 'stp_2', goods: [], drops: [drop('a', visit)] };
  const round = kept([]);
  Object.assign(round.round, { stops: [bread, later] });
  const at = (rows: WalkedRow[], stop_id?: string) => doorAt(progressOf(round, rows), 'drp_a', stop_id)?.stop.id;
  const done = given(door(round, [])).map((fact) => row(fact, 'drp_a'));
  expect(at([])).toBe('stp_1');
  expect(at(done)).toBe('stp_2');
  expect(at(done, 'stp_1')).toBe('stp_1');
  expect(at(done, 'gone')).toBe('stp_2');
});
