// The rules of the queue, with the network, the clock and chance in hand: nothing leaves without the server's word.
import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../src/api/problem';
import { openDatabase } from '../src/device/database';
import { pageLock } from '../src/device/locks';
import { exported } from '../src/outbox/export';
import { Outbox, type Push, type Rest } from '../src/outbox/outbox';
import { OutboxStore, type Seen } from '../src/outbox/store';
import { TestMachine } from './machine';

const ANNA = 'acc_a';
const BRUNO = 'acc_b';
const seen = (door: number): Seen => ({ kind: 'no_answer', payload: {}, round_id: 'rnd_1', drop_id: `drp_${door}` });
const refusal = (status: number, retryAfter?: number) =>
  new Problem('request.wrong', status, 'Titre', 'Remède', '', [], {}, retryAfter);

type Answers = Awaited<ReturnType<Push>>;
const applied = (events: Parameters<Push>[1]): Answers =>
  events.map(({ event_id }) => ({ event_id, result: 'applied' }));

let machine: TestMachine;
let store: OutboxStore;
let push: Push;
let sent: { account: string; events: Parameters<Push>[1] }[];
let rests: Rest[];
let flagged: string[];
let outbox: Outbox;
let databases = 0;

beforeEach(async () => {
  const name = `outbox-${(databases += 1)}`;
  const opened = openDatabase(name);
  const sealed = { iv: new Uint8Array(12), bytes: new ArrayBuffer(0) };
  for (const account_id of [ANNA, BRUNO]) await (await opened).put('accounts', { account_id, ended: false, sealed });
  machine = new TestMachine();
  store = new OutboxStore(() => opened, machine);
  push = async (_account, events) => applied(events);
  [sent, rests, flagged] = [[], [], []];
  outbox = another();
});

/** The same queue in another tab, or after a restart. */
function another(batch = 200, lock = pageLock()): Outbox {
  const spy: Push = (account, events) => {
    sent.push({ account, events });
    return push(account, events);
  };
  const tell = {
    changed: (rest: Rest) => void rests.push(rest),
    flagged: (_row: unknown, answer: Answers[number]) => void flagged.push(answer.code ?? ''),
  };
  return new Outbox(store, spy, batch, tell, lock, machine);
}

async function queue(account: string, ...doors: number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const door of doors) ids.push((await store.add(account, seen(door))).event_id);
  return ids;
}

describe('what is written', () => {
  test('an event is on disk before anything is sent, and its bytes never change', async () => {
    push = async () => Promise.reject(Problem.onPhone('phone.offline'));
    const row = await outbox.add(ANNA, seen(1));
    const [first] = await store.waiting(ANNA);
    expect(first).toEqual(row);
    expect(row.event.at_device).toMatch(/^2026-11-24T.*[+-]\d\d:\d\d$/);
    expect(row.event_id).toMatch(/^evt_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    await outbox.flush();
    await machine.pass(600_000);
    await outbox.flush();
    const bytes = sent.map(({ events }) => JSON.stringify(events[0]));
    expect(bytes.length).toBeGreaterThan(1);
    expect(new Set(bytes).size).toBe(1);
  });

  test('device_seq grows over accounts and parallel writes', async () => {
    await Promise.all([1, 2, 3, 4].map((door) => store.add(door % 2 ? ANNA : BRUNO, seen(door))));
    const rows = [...(await store.waiting(ANNA)), ...(await store.waiting(BRUNO))];
    expect(rows.map((row) => row.device_seq).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('what leaves the queue', () => {
  test('each word of the server is heeded for its own event', async () => {
    const [a, b, c, d, e] = await queue(ANNA, 1, 2, 3, 4, 5);
    push = async () => [
      { event_id: a, result: 'applied' },
      { event_id: b, result: 'duplicate' },
      { event_id: c, result: 'flagged', code: 'clock_skew' },
      { event_id: d, result: 'refused', code: 'drop.not_found', title: 'Cette porte est introuvable.', final: true },
      { event_id: e, result: 'refused', code: 'store.busy', final: false },
    ];
    await outbox.flush();
    expect((await store.waiting(ANNA)).map((row) => row.event_id)).toEqual([e]);
    expect((await store.refused(ANNA)).map((row) => [row.event_id, row.title])).toEqual([
      [d, 'Cette porte est introuvable.'],
    ]);
    expect(flagged).toEqual(['clock_skew']);
    expect(rests.at(-1)).toBe('later');
  });

  test('an event that the answer leaves out stays', async () => {
    const [, second] = await queue(ANNA, 1, 2);
    push = async (_account, events) => applied(events.slice(0, 1));
    await outbox.flush();
    expect((await store.waiting(ANNA)).map((row) => row.event_id)).toEqual([second]);
  });

  test('an answer without results is nobody’s word', async () => {
    await queue(ANNA, 1);
    push = async () => undefined as unknown as Answers;
    await outbox.flush();
    expect(await store.count(ANNA)).toBe(1);
    expect(rests.at(-1)).toBe('offline');
  });

  test('a lost answer sends the same events again', async () => {
    const ids = await queue(ANNA, 1, 2);
    const working = push;
    push = async () => Promise.reject(Problem.onPhone('phone.slow'));
    await outbox.flush();
    push = working;
    await another().flush();
    expect(sent.map(({ events }) => events.map((event) => event.event_id))).toEqual([ids, ids]);
    expect(await store.count(ANNA)).toBe(0);
  });
});

describe('what holds nothing up', () => {
  test.each([400, 413, 422])('of 200 events the one poisoned by %i is found by halving', async (status) => {
    const ids = await queue(ANNA, ...Array.from({ length: 200 }, (_, door) => door));
    const poisoned = ids[137];
    push = async (_account, events) => {
      if (events.some((event) => event.event_id === poisoned)) throw refusal(status);
      return applied(events);
    };
    await outbox.flush();
    expect(await store.count(ANNA)).toBe(0);
    expect((await store.refused(ANNA)).map((row) => row.event_id)).toEqual([poisoned]);
    expect(sent.length).toBeLessThan(20);
  });

  test('batches are as long as the contract allows', async () => {
    await queue(ANNA, 1, 2, 3, 4, 5);
    await another(2).flush();
    expect(sent.map(({ events }) => events.length)).toEqual([2, 2, 1]);
  });

  test('a lost session keeps its own queue and not the neighbour’s', async () => {
    await queue(ANNA, 1, 2);
    await queue(BRUNO, 3);
    push = async (account, events) => (account === ANNA ? Promise.reject(refusal(401)) : applied(events));
    await outbox.flush();
    expect([await store.count(ANNA), await store.count(BRUNO)]).toEqual([2, 0]);
    expect(rests.at(-1)).toBe('signed_out');
    expect(sent.every(({ account, events }) => (account === BRUNO) === (events.length === 1))).toBe(true);
  });
});

describe('when it is sent', () => {
  test.each([
    ['phone.offline', 'offline'],
    ['phone.portal', 'offline'],
    ['phone.away', 'offline'],
  ] as const)('%s keeps the queue and tries again by itself', async (code, rest) => {
    await queue(ANNA, 1);
    const working = push;
    push = async () => Promise.reject(Problem.onPhone(code));
    await outbox.flush();
    expect(rests.at(-1)).toBe(rest);
    push = working;
    await machine.pass(10_000);
    await outbox.flush();
    expect(await store.count(ANNA)).toBe(0);
  });

  test('the pause grows with each failure and is told by nobody else', async () => {
    await queue(ANNA, 1);
    push = async () => Promise.reject(refusal(500));
    const pauses: number[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      await outbox.flush();
      pauses.push(machine.nextPause());
    }
    expect(pauses[0]).toBe(5_000);
    expect(pauses[1]).toBe(10_000);
    expect(pauses.at(-1)).toBe(300_000);
  });

  test('Retry-After holds, whoever taps meanwhile', async () => {
    await queue(ANNA, 1);
    const working = push;
    push = async () => Promise.reject(refusal(429, 30_000));
    await outbox.flush();
    push = working;
    await outbox.add(ANNA, seen(2));
    await outbox.flush();
    expect(sent).toHaveLength(1);
    await machine.pass(30_000);
    await outbox.flush();
    expect(await store.count(ANNA)).toBe(0);
  });

  test('two tabs at once send each event once', async () => {
    await queue(ANNA, 1, 2, 3);
    const lock = pageLock();
    await Promise.all([another(200, lock).flush(), another(200, lock).flush()]);
    expect(sent.flatMap(({ events }) => events)).toHaveLength(3);
  });

  test('an event that is written while the queue is sent leaves as well', async () => {
    await queue(ANNA, 1);
    push = async (_account, events) => {
      if (sent.length === 1) void outbox.add(ANNA, seen(2));
      return applied(events);
    };
    await outbox.flush();
    await outbox.flush();
    expect(await store.count(ANNA)).toBe(0);
  });
});

test('the file holds what waits and what was refused, word for word', async () => {
  const [first] = await queue(ANNA, 1, 2);
  const [row] = await store.waiting(ANNA);
  await store.settle([], [{ ...row!, code: 'x', title: 'X', refused_at: '' }]);
  const [{ events }] = JSON.parse(await exported(store, ANNA)) as [{ events: { event_id: string }[] }];
  expect(events).toHaveLength(2);
  expect(events[0]).toEqual(row!.event);
  expect(events[0]!.event_id).toBe(first);
  expect(await store.count(ANNA)).toBe(1);
});

test('the file is a body for each teller in turn, and none is longer than a batch', async () => {
  const paper = { source: 'paper', on_behalf_of: 'vol_1', decides: true } as const;
  await store.add(ANNA, seen(1));
  await store.add(ANNA, seen(2), paper);
  await store.add(ANNA, seen(3), paper);
  for (let door = 4; door < 205; door += 1) await store.add(ANNA, seen(door));
  const bodies = JSON.parse(await exported(store, ANNA)) as { events: { device_seq: number }[] }[];
  expect(bodies.map(({ events, ...told }) => [told, events.length])).toEqual([
    [{}, 1],
    [paper, 2],
    [{}, 200],
    [{}, 1],
  ]);
  const order = bodies.flatMap(({ events }) => events.map((event) => event.device_seq));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test('a queue of the first layout lives through the second', async () => {
  const { openDB } = await import('idb');
  const old = await openDB('older', 1, {
    upgrade(db) {
      for (const name of ['accounts', 'keys', 'notes']) db.createObjectStore(name);
      for (const name of ['events', 'refused']) {
        db.createObjectStore(name, { keyPath: 'event_id' }).createIndex('order', ['account_id', 'device_seq']);
      }
      db.createObjectStore('rounds', { keyPath: ['account_id', 'round_id'] });
    },
  });
  const row = { event_id: 'evt_1', account_id: ANNA, device_seq: 1, event: { event_id: 'evt_1', ...seen(1) } };
  await old.put('events', row);
  old.close();
  const opened = openDatabase('older');
  const later = new OutboxStore(() => opened, machine);
  expect(await later.waiting(ANNA)).toEqual([row]);
  await later.settle(['evt_1'], []);
  expect(await later.walked(ANNA, 'rnd_1')).toEqual([{ ...row, sent: true }]);
});

test('nothing is kept for an account that left this phone', async () => {
  const db = await openDatabase(`outbox-${databases}`);
  await queue(ANNA, 1);
  await db.delete('accounts', ANNA);
  await expect(outbox.add(ANNA, seen(2))).rejects.toThrow('session.missing');
  expect(await store.count(ANNA)).toBe(1);
  expect(await store.owners()).toEqual([ANNA]);
});
