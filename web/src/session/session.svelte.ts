// Who is signed in on this phone, as pages see it. Rights are the server's; roles here only choose what is shown.
import { api, ask, bearWith } from '../api/client';
import { network } from '../api/network.svelte';
import { Problem } from '../api/problem';
import { openSession, refreshSession, type Granted } from '../api/sessions';
import type { Me, Role } from '../api/types';
import { database } from '../device/database';
import { lock } from '../device/locks';
import { machine } from '../device/machine';
import { checkStorage, stored } from '../device/storage';
import { rounds } from '../outbox/round_store';
import { accountLock, Accounts } from './accounts';
import { Pins } from './pins';
import { hearTabs, tellTabs } from './tabs';
import { grantedTo, Tokens } from './tokens';

/** `waiting`: a coordinator must let this device in. `ended`: the server ended the session, and the queue is kept. */
type Phase = 'starting' | 'out' | 'waiting' | 'in' | 'ended';

export interface Known {
  account_id: string;
  name: string;
  ended: boolean;
}

/**
 * `asked`: the server wants the PIN before it renews. `left`: somebody else was here, or nobody, on a tablet that was left
 * alone; it holds with network or without.
 */
type Locked = null | 'asked' | 'left';

interface Session {
  phase: Phase;
  current: string | null;
  me: Me | null;
  known: Known[];
  /** Why this page is not shown before a PIN is typed (see `isLocked`). */
  lock: Locked;
  /** What the server says of this device: it must have a PIN, it has one, several people hold it. */
  pin_needed: boolean;
  pin_set: boolean;
  shared: boolean;
  /** The account is one of a demonstration. */
  demo: boolean;
  /** Why the server ended the session, as its code. */
  why: string;
  /** Why nothing that this phone keeps could be read. */
  trouble: Problem | null;
}

const NOBODY = { current: null, me: null, lock: null, pin_needed: false, pin_set: false, shared: false, demo: false };

export const session = $state<Session>({ phase: 'starting', known: [], why: '', trouble: null, ...NOBODY });

export const accounts = new Accounts(database);
export const pins = new Pins();
export const tokens = new Tokens(
  accounts,
  refreshSession,
  pins,
  {
    current: () => session.current,
    renewed({ account_id, pin_needed, pin_set, shared }) {
      if (account_id === session.current) Object.assign(session, { pin_needed, pin_set, shared });
    },
    asked(account_id) {
      if (account_id === session.current) session.lock ??= 'asked';
    },
    needsPin(account_id) {
      if (account_id === session.current) Object.assign(session, { pin_needed: true, pin_set: false });
    },
    ended(account_id, code) {
      // Whoever took the access away took the addresses away too. What waits to be sent is not touched.
      void rounds.eraseOf(account_id).catch(() => undefined);
      if (account_id === session.current) Object.assign(session, { phase: 'ended', why: code, lock: null });
      tellTabs();
      void readKnown().catch(() => undefined);
    },
  },
  lock,
  machine,
);
bearWith(tokens);

/** Whether the PIN stands before the page that is shown, `walks` when it is one of a round. */
export function isLocked(walks: boolean): boolean {
  return session.lock === 'left' || (session.lock === 'asked' && !(walks && opensOffline()));
}

/** Without network a volunteer opens the stored round, on a phone of their own; nothing else opens without its PIN. */
export function opensOffline(): boolean {
  return network.away && !session.shared && session.lock !== 'left' && is('volunteer');
}

/** Whether the current person has one of these roles. */
export function is(...roles: readonly Role[]): boolean {
  return roles.some((role) => session.me?.roles.includes(role));
}

/** Takes up where this phone was left. Works without network: the server is heard afterwards. */
export async function startSession(): Promise<void> {
  try {
    await stored(async () => {
      const current = await accounts.current();
      await readKnown();
      if (current) await take(current);
      else session.phase = 'out';
    });
  } catch (error) {
    // No database, no session: the welcome page says what can be done.
    Object.assign(session, { phase: 'out', trouble: Problem.of(error) });
  }
  if (session.current) void hearMe().catch(() => undefined);
  hearTabs(() => void lookAgain().catch(() => undefined));
  $effect.root(() => {
    $effect(() => {
      if (network.away) pins.giveUp();
    });
  });
}

/** Signs this device in with a pairing token and makes its account the current one. */
export async function pair(pairing_token: string, device_label: string): Promise<void> {
  // The token works once: a phone that could not keep what it gives must not spend it.
  await checkStorage();
  await adopt(await openSession({ pairing_token, device_label }));
}

/** Keeps a session that the server just granted. */
export async function adopt(granted: Granted, demo = false): Promise<void> {
  const { account_id } = granted.opened;
  await stored(() =>
    lock(accountLock(account_id), async () => {
      const before = await accounts.get(account_id);
      await accounts.put({ account_id, me: before?.me ?? null, demo, ...grantedTo(granted, machine) });
    }),
  );
  pins.forget(account_id);
  await become(account_id);
  await hearMe();
}

/** Makes another account of this phone the current one. Their PIN is asked for over whatever page comes next. */
export async function become(account_id: string): Promise<void> {
  if (session.current !== account_id) await closeCurrent();
  pins.giveUp();
  await accounts.setCurrent(account_id);
  await take(account_id);
}

/**
 * The PIN is forgotten with its person. On a tablet of several people no token outlives it either; on a phone of one's own
 * it still sends what waits.
 */
export async function closeCurrent(): Promise<void> {
  const { current, shared, pin_set } = session;
  if (!current) return;
  pins.forget(current);
  const closed = { left: pin_set, ...(shared && { fresh_until: 0 }) };
  await lock(accountLock(current), () => accounts.change(current, closed));
}

/** Asks the server who the current person is now, and keeps the answer for when there is no network. */
export async function hearMe(): Promise<void> {
  const account_id = session.current;
  if (!account_id) return;
  try {
    const me = await ask(api.GET('/v1/me'));
    await lock(accountLock(account_id), () => accounts.change(account_id, { me, awaits_confirmation: false }));
    if (session.current !== account_id) return;
    session.me = me;
    session.phase = 'in';
    await readKnown();
  } catch (error) {
    const problem = Problem.of(error);
    if (session.current !== account_id) return;
    if (problem.code === 'session.unconfirmed') session.phase = 'waiting';
    else if (problem.code === 'pin.unset') session.phase = 'in';
    else if (problem.isSignedOut) session.phase = 'ended';
    else throw problem;
  }
}

/** Forgets an account on this phone; what it still has to send stays (see sign_out.ts, which pages call). */
export async function forget(account_id: string): Promise<void> {
  await lock(accountLock(account_id), () => accounts.forget(account_id));
  leave(account_id);
  tellTabs();
  await readKnown();
}

/** Another tab may have signed the person of this page out, or found that their session ended. */
async function lookAgain(): Promise<void> {
  const account_id = session.current;
  await readKnown();
  if (!account_id) return;
  const account = await accounts.get(account_id);
  if (!account) leave(account_id);
  else if (account.ended && session.current === account_id) Object.assign(session, { phase: 'ended', lock: null });
}

function leave(account_id: string): void {
  pins.forget(account_id);
  if (session.current === account_id) Object.assign(session, { phase: 'out', ...NOBODY });
}

async function take(account_id: string): Promise<void> {
  const account = await accounts.get(account_id);
  if (!account) return void Object.assign(session, { phase: 'out', ...NOBODY });
  const { me, pin_needed, pin_set, shared, left, demo = false } = account;
  const closed = (shared || left) && pin_set && !pins.of(account_id);
  Object.assign(session, { current: account_id, me, pin_needed, pin_set, shared, demo, lock: closed ? 'left' : null });
  session.trouble = null;
  session.phase = account.ended ? 'ended' : account.awaits_confirmation || !account.me ? 'waiting' : 'in';
}

async function readKnown(): Promise<void> {
  const all = await accounts.all();
  session.known = all.map(({ account_id, me, ended }) => ({ account_id, name: me?.name ?? '', ended }));
}
