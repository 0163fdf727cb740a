// Tokens: one renewal at a time, on disk before use, and an account that the server ended keeps its place.
import { beforeEach, expect, test } from 'vitest';
import { Problem } from '../src/api/problem';
import type { Granted } from '../src/api/sessions';
import { openDatabase } from '../src/device/database';
import { pageLock } from '../src/device/locks';
import { Accounts } from '../src/session/accounts';
import { cardIn, openingCode } from '../src/pages/coordinator/people/pairing_url';
import { carriedBy, tokenIn } from '../src/session/fragment';
import { ALONE_AFTER, Idle } from '../src/session/idle';
import { Pins } from '../src/session/pins';
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
let asked: string[];
let pins: Pins;
let renew: (token: string, pin?: string) => Promise<Granted>;
let databases = 0;

beforeEach(async () => {
  const name = `session-${(databases += 1)}`;
  const opened = openDatabase(name);
  machine = new TestMachine();
  accounts = new Accounts(() => opened);
  [renewals, ended, asked] = [[], [], []];
  pins = new Pins();
  renew = async () => granted(renewals.length + 1);
  await accounts.put({ account_id: ANNA, me: null, ...grantedTo(granted(1), machine) });
});

function tab(lock = pageLock()): Tokens {
  const spied = (token: string, pin?: string) => {
    renewals.push(pin ? `${token} with ${pin}` : token);
    return renew(token, pin);
  };
  const watcher = {
    current: () => ANNA,
    renewed: () => undefined,
    needsPin: () => undefined,
    asked: (account: string) => void asked.push(account),
    ended: (account: string) => void ended.push(account),
  };
  return new Tokens(accounts, spied, pins, watcher, lock, machine);
}

/** A server that wants 4071 with each renewal. */
const guarded = async (_token: string, pin?: string): Promise<Granted> => {
  if (pin === undefined) throw new Problem('pin.required', 401);
  if (pin !== '4071') throw new Problem('pin.wrong', 401, '', '', '', [], { tries_left: 2 });
  return granted(renewals.length + 1);
};

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

test('a request waits for the PIN, which is asked once and then sent with each renewal', async () => {
  renew = guarded;
  const tokens = tab();
  const waiting = tokens.renewed('access 1');
  await expect.poll(() => asked).toEqual([ANNA]);
  await expect(tokens.unlock(ANNA, '9999')).rejects.toThrow('pin.wrong');
  await tokens.unlock(ANNA, '4071');
  expect(await waiting).toBe('access 4');
  expect(await tokens.renewed('access 4')).toBe('access 5');
  expect(renewals.at(-1)).toBe('refresh 4 with 4071');
  expect(ended).toEqual([]);
});

test('an account that somebody else came after is closed until its PIN was typed', async () => {
  renew = guarded;
  await accounts.change(ANNA, { left: true });
  await expect(tab().unlock(ANNA, '9999')).rejects.toThrow('pin.wrong');
  expect((await accounts.get(ANNA))?.left).toBe(true);
  await tab().unlock(ANNA, '4071');
  expect((await accounts.get(ANNA))?.left).toBe(false);
});

test('what nobody sits in front of fails instead of waiting, and a PIN that became wrong is forgotten', async () => {
  renew = guarded;
  pins.say(ANNA, '9999');
  await expect(tab().renewed('access 1', ANNA, false)).rejects.toThrow('pin.wrong');
  expect(pins.of(ANNA)).toBeUndefined();
  expect((await accounts.get(ANNA))?.ended).toBe(false);
});

test('without network nobody is asked, and whoever waits is told that there is none', async () => {
  renew = async () => Promise.reject(Problem.onPhone('phone.offline'));
  await expect(tab().renewed('access 1')).rejects.toThrow('phone.offline');
  expect(asked).toEqual([]);
  renew = guarded;
  const waiting = tab().renewed('access 1');
  await expect.poll(() => asked).toEqual([ANNA]);
  pins.giveUp();
  await expect(waiting).rejects.toThrow('phone.offline');
});

test('ten wrong PINs end the session like any other end', async () => {
  renew = async () => Promise.reject(new Problem('pin.exhausted', 401));
  expect(await tab().renewed('access 1')).toBeNull();
  expect(ended).toEqual([ANNA]);
});

test('a tablet is closed when it was left alone, and also when it slept through it', async () => {
  let closed = 0;
  const idle = new Idle(() => (closed += 1), machine);
  await machine.pass(ALONE_AFTER - 1);
  expect(idle.touch()).toBe(true);
  await machine.pass(ALONE_AFTER - 1);
  expect(closed).toBe(0);
  await machine.pass(1);
  expect(closed).toBe(1);
  idle.stop();
  await machine.pass(ALONE_AFTER);
  expect(idle.touch()).toBe(false);
  expect(closed).toBe(2);
});

test('tokens and names are sealed on disk', async () => {
  const db = await openDatabase(`session-${databases}`);
  const [row] = await db.getAll('accounts');
  expect(new TextDecoder('latin1').decode(row!.sealed.bytes)).not.toContain('refresh');
});

test('a row that nothing opens counts as ended, and signing in again writes it anew', async () => {
  const db = await openDatabase(`session-${databases}`);
  await db.put('accounts', { account_id: 'acc_torn', ended: false, sealed: 'torn' as never });
  await db.clear('keys');
  expect((await accounts.all()).map(({ account_id, ended, me }) => [account_id, ended, me])).toEqual([
    [ANNA, true, null],
    ['acc_torn', true, null],
  ]);
  expect(await tab().token()).toBeNull();
  expect(renewals).toEqual([]);
  await accounts.put({ account_id: ANNA, me: null, ...grantedTo(granted(7), machine) });
  expect(await tab().token()).toBe('access 7');
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
  ['abcD EF_- 12', 'abcDEF_-12'],
  [`par_${'0a'.repeat(16)}`, null],
  ['0a0a 0a0a 0a0a 0a0a 0a0a 0a0a 0a0a 0a0a', null],
  ['bonjour madame', null],
  ['', null],
])('the token in %j is %j', (text, token) => {
  expect(tokenIn(text)).toBe(token);
});

const TOKEN = 'x'.repeat(43);

test.each([
  ['', { kind: 'pair', token: TOKEN }],
  ['.', { kind: 'pair', token: TOKEN }],
  [')', { kind: 'pair', token: TOKEN }],
  ['%20', { kind: 'pair', token: TOKEN }],
  ['&x=1', { kind: 'pair', token: TOKEN }],
  [`.par_${'0a'.repeat(16)}).`, { kind: 'pair', token: TOKEN, card: `par_${'0a'.repeat(16)}` }],
])('a link with %j behind its token brings it', (behind, brought) => {
  expect(carriedBy(`#pair=${TOKEN}${behind}`)).toEqual(brought);
  expect(tokenIn(`https://palier.example/#pair=${TOKEN}${behind}`)).toBe(TOKEN);
});

test.each(['#pair=', '#pair=abc', `#pair=${'x'.repeat(201)}`, '#setup=.'])(
  '%j leaves the address and is no card',
  (hash) => {
    expect(carriedBy(hash)).toMatchObject({ token: undefined });
    expect(carriedBy('#/tournee')).toBeNull();
  },
);

const CARD = `par_${'0a'.repeat(16)}`;

test.each([
  [`https://palier.example/#pair=abcDEF_-12.${CARD}`, CARD],
  [`palier:pair:${CARD}:abcDEF_-12`, CARD],
  [CARD, CARD],
  [openingCode(CARD), CARD],
  [openingCode(CARD).toUpperCase(), CARD],
  ['abcD EF_- 12', null],
])('the card that %j opens is %j', (text, card) => {
  expect(cardIn(text)).toBe(card);
});
