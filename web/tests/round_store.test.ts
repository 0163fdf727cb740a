// A kept round: sealed, its owner's alone, and gone after its time.
import { expect, test } from 'vitest';
import type { Schemas } from '../src/api/types';
import { openDatabase } from '../src/device/database';
import { RoundStore } from '../src/outbox/round_store';
import { TestMachine } from './machine';

const round = (id: string, ends_at: string) =>
  ({
    id,
    service_day: ends_at.slice(0, 10),
    starts_at: ends_at,
    ends_at,
    stops: [{ name: 'Mme Dubocage' }],
  }) as unknown as Schemas['RoundSheet'];

test('a round is kept sealed for its account and erased after its day', async () => {
  const db = await openDatabase('rounds');
  const machine = new TestMachine();
  const store = new RoundStore(async () => db, machine);
  await store.keep('anna', { round: round('rnd_2', '2026-11-25T08:00:00Z'), etag: '"2"' });
  await store.keep('anna', { round: round('rnd_1', '2026-11-24T08:00:00Z'), etag: '"1"' });
  await store.keep('bruno', { round: round('rnd_3', '2026-11-24T08:00:00Z'), etag: null });

  expect((await store.all('anna')).map(({ round }) => round.id)).toEqual(['rnd_1', 'rnd_2']);
  expect(await store.get('bruno', 'rnd_1')).toBeNull();
  const bytes = (await db.getAll('rounds')).map((row) => new TextDecoder('latin1').decode(row.sealed.bytes));
  expect(bytes.join()).not.toContain('Dubocage');
  expect((await db.get('keys', 'device'))?.extractable).toBe(false);

  // The round of an early morning can still be walked late in the evening.
  await machine.pass(15 * 3_600_000);
  expect(await store.get('anna', 'rnd_1')).not.toBeNull();
  await machine.pass(11 * 3_600_000);
  expect((await store.all('anna')).map(({ round }) => round.id)).toEqual(['rnd_2']);
  expect(await store.all('bruno')).toEqual([]);
  // A phone that lost its key fetches its rounds again.
  await db.clear('keys');
  expect(await store.all('anna')).toEqual([]);
  await store.eraseOf('anna');
  expect(await db.count('rounds')).toBe(0);
});
