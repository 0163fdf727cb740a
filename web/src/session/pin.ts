// What a person does with this device's PIN: type it, choose it, take it away. Fetched with the pages that ask for one, so
// that no first load carries it.
import { api, ask } from '../api/client';
import { lock } from '../device/locks';
import { accountLock } from './accounts';
import { accounts, closeCurrent, hearMe, pins, session, tokens } from './session.svelte';

/** Goes on with a PIN that was typed; throws what the server says of a wrong one. */
export async function unlock(pin: string): Promise<void> {
  const account_id = session.current!;
  await tokens.unlock(account_id, pin);
  if (session.current === account_id) session.lock = null;
}

/** Gives this device a PIN, or another one to whoever knows the present one. */
export async function setPin(pin: string, current_pin?: string): Promise<void> {
  const account_id = session.current!;
  await ask(api.PUT('/v1/sessions/current/pin', { body: { pin, current_pin } }));
  await keep(account_id, true);
  pins.say(account_id, pin);
  // A device that had none for too long was refused everything, its owner's name too.
  if (!session.me) await hearMe();
}

export async function removePin(current_pin: string): Promise<void> {
  const account_id = session.current!;
  await ask(api.POST('/v1/sessions/current/pin/removal', { body: { current_pin } }));
  await keep(account_id, false);
  pins.forget(account_id);
}

/** Nobody touched a tablet of several people for a while: whoever comes next says who they are. */
export async function closeIdle(): Promise<void> {
  session.lock = 'left';
  await closeCurrent();
}

/** A shared tablet is opened without a PIN: none was chosen. */
export function openIdle(): void {
  session.lock = null;
}

async function keep(account_id: string, pin_set: boolean): Promise<void> {
  await lock(accountLock(account_id), () => accounts.change(account_id, { pin_set }));
  if (session.current === account_id) session.pin_set = pin_set;
}
