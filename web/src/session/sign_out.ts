// Leaving this phone. Refused while something seen at a door has not been sent, unless the person saved it in a file; even
// then the queue stays, and goes out when its owner signs in again.
import { apiAs, ask } from '../api/client';
import { outbox } from '../outbox/pending.svelte';
import { rounds } from '../outbox/round_store';
import { dropAddress, clearShown } from '../device/push';
import { forgetPush } from './push.svelte';
import { accounts, forget } from './session.svelte';

export class Unsent extends Error {
  override readonly name = 'Unsent';

  constructor(readonly count: number) {
    super(`${count} events have not been sent`);
  }
}

/** Whoever leaves is told nothing here any more, whether the server could hear of it or not. */
async function leaveUntold(account_id: string): Promise<void> {
  if (forgetPush(account_id)) await dropAddress().catch(() => undefined);
  await clearShown().catch(() => undefined);
}

export async function signOut(account_id: string, queueWasSaved: boolean): Promise<void> {
  const waiting = await outbox.store.count(account_id);
  if (waiting > 0 && !queueWasSaved) throw new Unsent(waiting);
  const account = await accounts.get(account_id);
  if (account && !account.ended) {
    const path = { session_id: account.session_id };
    // Without network or PIN the phone forgets all the same; the coordinator can end the session for the server.
    await ask(apiAs(account_id, false).DELETE('/v1/sessions/{session_id}', { params: { path } })).catch(
      () => undefined,
    );
  }
  await leaveUntold(account_id);
  await rounds.eraseOf(account_id);
  await forget(account_id);
}
