// Paper in the queue: a batch has one source, so words of different tellers never travel together, and none is lost.
import { expect, test } from 'vitest';
import { openDatabase, type Told } from '../src/device/database';
import { pageLock } from '../src/device/locks';
import { Outbox, type Push } from '../src/outbox/outbox';
import { OutboxStore, type Seen } from '../src/outbox/store';
import { TestMachine } from './machine';

const seen = (door: number): Seen => ({ kind: 'no_answer', payload: {}, round_id: 'rnd_1', drop_id: `drp_${door}` });

test('events go in batches of one teller, in their order', async () => {
  const opened = openDatabase('paper');
  const sealed = { iv: new Uint8Array(12), bytes: new ArrayBuffer(0) };
  await (await opened).put('accounts', { account_id: 'acc_a', ended: false, sealed });
  const machine = new TestMachine();
  const store = new OutboxStore(() => opened, machine);
  const sent: { doors: (string | null | undefined)[]; told: Told | undefined }[] = [];
  const push: Push = async (_account, events, told) => {
    sent.push({ doors: events.map((event) => event.drop_id), told });
    return events.map(({ event_id }) => ({ event_id, result: 'applied' }));
  };
  const outbox = new Outbox(
    store,
    push,
    200,
    { changed: () => undefined, flagged: () => undefined },
    pageLock(),
    machine,
  );
  const paper: Told = { source: 'paper', on_behalf_of: 'vol_1' };
  await store.add('acc_a', seen(1));
  await store.add('acc_a', seen(2), paper);
  await store.add('acc_a', seen(3), { ...paper });
  await store.add('acc_a', seen(4));
  await outbox.flush();
  expect(sent).toEqual([
    { doors: ['drp_1'], told: undefined },
    { doors: ['drp_2', 'drp_3'], told: paper },
    { doors: ['drp_4'], told: undefined },
  ]);
  expect(await store.count('acc_a')).toBe(0);
});
