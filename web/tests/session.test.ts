// Tokens: one renewal at a time, on disk before use, and an account that the server ended keeps its place.
import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../src/api/problem';
import type { Granted } from '../src/api/sessions';
import { openDatabase } from '../src/device/database';
import { pageLock } from '../src/device/locks';
import { Accounts } from '../src/session/accounts';
import { tokenIn } from '../src/session/fragment';
import { grantedTo, Tokens } from '../src/session/tokens';
import { TestMachine } from './machine';

const ANNA = 'acc_a';
const LASTS = 600_000;

const granted = (number: number): Granted => ({
  opened: {
    account_id: ANNA,
    session_id: 'ses_1',
    roles: ['volunteer'],
    awaits_confirmation: false,
    pin_needed: false,
    pin_set: false,
    shared: false,
    access_token: `access ${number}`,
    access_expires_at: '',
    refresh_token: `refresh ${number}`,
  },
  lasts: LASTS,
});

let machine: TestMachine;
let accounts: Accounts;
let renewals: string[];
let ended: string[];
let renew: (token: string) => Promise<Granted>;
let databases = 0;

beforeEach(async () => {
  const name = `session-${(databases += 1)}`;
  const opened = openDatabase(name);
  machine = new TestMachine();
  accounts = new Accounts(() => opened);
  [renewals, ended] = [[], []];
  renew = async () => granted(renewals.length + 1);
  await accounts.put({ account_id: ANNA, me: null, ...grantedTo(granted(1), machine) });
});

function tab(lock = pageLock()): Tokens {
  const spied = (token: string) => {
    renewals.push(token);
    return renew(token);
  };
  const tell = (account: string) => void ended.push(account);
  return new Tokens(accounts, spied, () => ANNA, tell, lock, machine);
}

test('a fresh token is lent without asking, an old one is renewed first', async () => {
  expect(await tab().token()).toBe('access 1');
  await machine.pass(LASTS - 10_000);
  expect(await tab().token()).toBe('access 2');
  expect(renewals).toEqual(['refresh 1']);
  expect((await accounts.get(ANNA))?.refresh_token).toBe('refresh 2');
});

test('a clock that went back does not make an old token fresh', async () => {
  await machine.pass(-3_600_000);
  expect(await tab().token()).toBe('access 2');
});

test('several tabs burn one refresh token', async () => {
  const lock = pageLock();
  const answers = await Promise.all([1, 2, 3].map(() => tab(lock).renewed('access 1')));
  expect(answers).toEqual(['access 2', 'access 2', 'access 2']);
  expect(renewals).toEqual(['refresh 1']);
});

test('a lost answer renews with the same token again', async () => {
  const working = renew;
  renew = async () => Promise.reject(Problem.onPhone('phone.slow'));
  await expect(tab().renewed('access 1')).rejects.toThrow('phone.slow');
  renew = working;
  await tab().renewed('access 1');
  expect(renewals).toEqual(['refresh 1', 'refresh 1']);
  expect(ended).toEqual([]);
});

test('a session that the server ended is not asked again and keeps its account', async () => {
  renew = async () => Promise.reject(new Problem('session.invalid', 401));
  expect(await tab().renewed('access 1')).toBeNull();
  expect(await tab().token()).toBeNull();
  expect(renewals).toHaveLength(1);
  expect(ended).toEqual([ANNA]);
  expect((await accounts.all()).map((account) => account.ended)).toEqual([true]);
});

test('tokens and names are sealed on disk', async () => {
  const db = await openDatabase(`session-${databases}`);
  const [row] = await db.getAll('accounts');
  expect(new TextDecoder('latin1').decode(row!.sealed.bytes)).not.toContain('refresh');
});

test('exactly one account is current, and leaving it leaves none', async () => {
  await accounts.setCurrent(ANNA);
  expect(await accounts.current()).toBe(ANNA);
  await accounts.forget(ANNA);
  expect(await accounts.current()).toBeNull();
});

test.each([
  ['https://palier.example/#pair=abcDEF_-12', 'abcDEF_-12'],
  ['palier:pair:pai_01:abcDEF_-12', 'abcDEF_-12'],
  ['  abcDEF_-12 ', 'abcDEF_-12'],
  ['bonjour madame', null],
  ['', null],
])('the token in %j is %j', (text, token) => {
  expect(tokenIn(text)).toBe(token);
});
