// Whether the current person is told on this phone. It is their wish on this phone alone: kept here, told to the server, and
// told again at each opening, because browsers change addresses and installations change keys.
import { api, ask } from '../api/client';
import { dropAddress, isAllowed, means, type Means, type PushAddress, takeAddress } from '../device/push';
import { settings } from '../device/settings.svelte';
import { session } from './session.svelte';

/** `off_here`: this installation pushes nothing. `unknown`: the server was not heard yet. */
type State = 'unknown' | 'off_here' | Exclude<Means, 'ready'> | 'off' | 'on';

const KEPT_AS = 'palier-push-of';
const LATER_AS = 'palier-push-later';

class Push {
  state = $state<State>('unknown');
  /** Whether the person may be asked of our own accord: not where they said "later" once. */
  mayOffer = $state(false);
}

export const push = new Push();

/** Hears how it stands, and takes a new address where the person is told here. */
export async function hearPush(): Promise<void> {
  const { public_key, subscribed } = await ask(api.GET('/v1/sessions/current/push'));
  const here = means();
  push.mayOffer = localStorage.getItem(LATER_AS) !== session.current;
  if (!public_key) push.state = 'off_here';
  else if (here !== 'ready') push.state = here;
  else if (localStorage.getItem(KEPT_AS) === session.current && isAllowed()) await tellAddress(public_key);
  else push.state = subscribed && isAllowed() ? 'on' : 'off';
}

/** At each opening: whoever is told here stays so, under the address and the key of today. */
export async function renewPush(): Promise<void> {
  if (session.current && localStorage.getItem(KEPT_AS) === session.current) await hearPush();
}

/** From now on the person is told here, if they say yes to the browser. */
export async function turnOn(): Promise<void> {
  const { public_key } = await ask(api.GET('/v1/sessions/current/push'));
  if (!public_key) {
    push.state = 'off_here';
    return;
  }
  await tellAddress(public_key);
}

async function tellAddress(key: string): Promise<void> {
  const address = await takeAddress(key);
  if (!address) {
    push.state = means() === 'denied' ? 'denied' : 'off';
    return;
  }
  await subscribe(address);
  keep(KEPT_AS, session.current);
  push.state = 'on';
}

function subscribe(address: PushAddress): Promise<unknown> {
  return ask(api.PUT('/v1/sessions/current/push', { body: { ...address, language: settings.language } }));
}

/** From now on the person is told nothing here. */
export async function turnOff(): Promise<void> {
  await ask(api.DELETE('/v1/sessions/current/push'));
  forgetPush(session.current);
  await dropAddress().catch(() => undefined);
  push.state = 'off';
}

/** This phone forgets that the person was told on it; answers whether they were. */
export function forgetPush(account: string | null): boolean {
  const was = localStorage.getItem(KEPT_AS) === account;
  if (was) localStorage.removeItem(KEPT_AS);
  return was;
}

/** The person wants to think about it: they are not asked again. */
export function later(): void {
  keep(LATER_AS, session.current);
  push.mayOffer = false;
}

function keep(name: string, value: string | null): void {
  try {
    localStorage.setItem(name, value ?? '');
  } catch {
    // A browser without storage asks again at the next opening.
  }
}
