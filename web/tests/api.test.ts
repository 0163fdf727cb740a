// What an answer means: palier's own word, a portal in between, no network; and keys that outlive a lost answer.
import { afterEach, expect, test, vi } from 'vitest';
import { all, type Wanted } from '../src/api/all';
import { Part } from '../src/api/limits';
import { Attempt } from '../src/api/attempt';
import { Problem } from '../src/api/problem';
import { send } from '../src/api/wire';
import { match } from '../src/router.svelte';
import { TestMachine } from './machine';

afterEach(() => vi.unstubAllGlobals());

const asked = () => send(new Request('http://localhost/v1/me'));
const answered = (body: string | null, status: number, type?: string) =>
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers: type ? { 'Content-Type': type } : {} }));

test('an answer of palier comes through, whatever its status', async () => {
  for (const [status, type] of [
    [200, 'application/json'],
    [200, 'text/csv; charset=utf-8'],
    [422, 'application/problem+json'],
    [502, 'text/html'],
  ] as const) {
    answered('{}', status, type);
    expect((await asked()).status).toBe(status);
  }
  answered(null, 204);
  expect((await asked()).status).toBe(204);
});

test('a page in place of an answer is a portal', async () => {
  answered('<p>Wi-Fi</p>', 200, 'text/html');
  await expect(asked()).rejects.toMatchObject({ code: 'phone.portal', isOffline: true });
  answered('', 511, 'text/html');
  await expect(asked()).rejects.toMatchObject({ code: 'phone.portal' });
});

test('no answer is no network', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(asked()).rejects.toMatchObject({ code: 'phone.offline', isOffline: true });
});

test('a problem keeps its sentences, its faults and its own members', () => {
  const body = {
    type: 'urn:palier:problem:order.exists',
    code: 'order.exists',
    status: 409,
    title: 'Il y a déjà une commande ce jour-là.',
    remedy: 'Changez-la.',
    faults: [{ at: '/lines/0/quantity', what: 'trop' }],
    location: '/v1/orders/ord_1',
  };
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '5' };
  const problem = Problem.ofAnswer(new Response('', { status: 409, headers }), body);
  expect(problem).toMatchObject({ code: 'order.exists', isConflict: true, retryAfter: 5000 });
  expect(problem.faultAt('/lines/0/quantity')).toBe('trop');
  expect(problem.more).toEqual({ location: '/v1/orders/ord_1' });
});

test('an error of something in between is palier away, not a refusal', () => {
  const answer = (status: number) => new Response('', { status, headers: { 'Content-Type': 'text/html' } });
  expect(Problem.ofAnswer(answer(502), '<h1>502</h1>')).toMatchObject({ code: 'phone.away', isOffline: true });
  expect(Problem.ofAnswer(answer(413), '<h1>413</h1>')).toMatchObject({ code: 'phone.away', status: 413 });
});

test('a key lasts as long as its body', () => {
  const attempt = new Attempt(new TestMachine());
  const first = attempt.header({ bread: 1 });
  expect(attempt.header({ bread: 1 })).toEqual(first);
  const changed = attempt.header({ bread: 2 });
  expect(changed).not.toEqual(first);
  attempt.done();
  expect(attempt.header({ bread: 2 })).not.toEqual(changed);
});

test('addresses', () => {
  expect(match('/tournee/:round_id', '/tournee/rnd_1')).toEqual({ round_id: 'rnd_1' });
  expect(match('/tournee/:round_id', '/tournee/')).toBeNull();
  expect(match('/tournee', '/tournee/rnd_1')).toBeNull();
  expect(match('/', '/')).toEqual({});
});

test('a list is read whole, in the largest parts that the contract allows', async () => {
  const asked: Wanted[] = [];
  const parts = [
    { items: [1, 2], next_cursor: 'a1' },
    { items: [3], next_cursor: null },
  ];
  const items = await all(async (part) => {
    asked.push(part);
    return parts[asked.length - 1]!;
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([{ limit: Part.limit.maximum }, { limit: Part.limit.maximum, cursor: 'a1' }]);
});
