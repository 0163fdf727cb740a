// Who is signed in on this phone, as pages see it. Rights are the server's; roles here only choose what is shown.
import { api, ask, bearWith } from '../api/client';
import { Problem } from '../api/problem';
import { openSession, refreshSession, type Granted } from '../api/sessions';
import type { Me, Role } from '../api/types';
import { database } from '../device/database';
import { lock } from '../device/locks';
import { machine } from '../device/machine';
import { stored } from '../device/storage';
import { rounds } from '../outbox/round_store';
import { accountLock, Accounts } from './accounts';
import { grantedTo, Tokens } from './tokens';

/** `waiting`: a coordinator must let this device in. `ended`: the server ended the session, and the queue is kept. */
type Phase = 'starting' | 'out' | 'waiting' | 'in' | 'ended';

export interface Known {
  account_id: string;
  name: string;
  ended: boolean;
}

export const session = $state<{ phase: Phase; current: string | null; me: Me | null; known: Known[] }>({
  phase: 'starting',
  current: null,
  me: null,
  known: [],
});

export const accounts = new Accounts(database);

const onEnded = (account_id: string): void => {
  // Whoever took the access away took the addresses away too. What waits to be sent is not touched.
  void rounds.eraseOf(account_id).catch(() => undefined);
  if (account_id === session.current) session.phase = 'ended';
};

bearWith(new Tokens(accounts, refreshSession, () => session.current, onEnded, lock, machine));

/** Whether the current person has one of these roles. */
export function is(...roles: readonly Role[]): boolean {
  return roles.some((role) => session.me?.roles.includes(role));
}

/** Takes up where this phone was left. Works without network: the server is heard afterwards. */
export async function startSession(): Promise<void> {
  try {
    const current = await accounts.current();
    await readKnown();
    if (current) await take(current);
    else session.phase = 'out';
  } catch {
    // No database, no session: the welcome page says what can be done.
    session.phase = 'out';
  }
  if (session.current) void hearMe().catch(() => undefined);
}

/** Signs this device in with a pairing token and makes its account the current one. */
export async function pair(pairing_token: string, device_label: string): Promise<void> {
  await adopt(await openSession({ pairing_token, device_label }));
}

/** Keeps a session that the server just granted. */
export async function adopt(granted: Granted): Promise<void> {
  const { account_id } = granted.opened;
  await stored(() =>
    lock(accountLock(account_id), async () => {
      const before = await accounts.get(account_id);
      await accounts.put({ account_id, me: before?.me ?? null, ...grantedTo(granted, machine) });
    }),
  );
  await use(account_id);
}

/** Makes another account of this phone the current one. */
export async function use(account_id: string): Promise<void> {
  await accounts.setCurrent(account_id);
  await take(account_id);
  await hearMe();
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
    else if (problem.isSignedOut) session.phase = 'ended';
    else throw problem;
  }
}

/** Forgets an account on this phone; what it still has to send stays (see sign_out.ts, which pages call). */
export async function forget(account_id: string): Promise<void> {
  await lock(accountLock(account_id), () => accounts.forget(account_id));
  if (session.current === account_id) Object.assign(session, { phase: 'out', current: null, me: null });
  await readKnown();
}

async function take(account_id: string): Promise<void> {
  const account = await accounts.get(account_id);
  if (!account) return void Object.assign(session, { phase: 'out', current: null, me: null });
  session.current = account_id;
  session.me = account.me;
  session.phase = account.ended ? 'ended' : account.awaits_confirmation || !account.me ? 'waiting' : 'in';
}

async function readKnown(): Promise<void> {
  const all = await accounts.all();
  session.known = all.map(({ account_id, me, ended }) => ({ account_id, name: me?.name ?? '', ended }));
}
