// The outbox of this phone, and what a page shows of it: how many events wait and why. It wires the outbox to the network,
// to the phone's moments (start, online, back in front) and to the other tabs.
import { untrack } from 'svelte';
import { apiAs, ask } from '../api/client';
import { SyncIn } from '../api/limits';
import { network } from '../api/network.svelte';
import { database, type Told } from '../device/database';
import { lock } from '../device/locks';
import { machine } from '../device/machine';
import { stored } from '../device/storage';
import { session } from '../session/session.svelte';
import { Outbox, type Push, type Rest } from './outbox';
import { OutboxStore, type Seen } from './store';

/**
 * `counted`: until the phone's own rows were counted nobody says that all is sent. `heard`: how often this tab was told of the
 * rows of another, or woke up; the counts alone can be the same before and after.
 */
interface Pending {
  count: number;
  refused: number;
  heard: number;
  rest: Rest;
  flagged: string[];
  counted: boolean;
}

export const pending = $state<Pending>({
  count: 0,
  refused: 0,
  heard: 0,
  rest: 'nothing',
  flagged: [],
  counted: false,
});

const push: Push = async (account_id, events, told) => {
  const body = { ...told, events, sent_at: machine.now().toISOString() };
  // A queue never holds its lock while it waits for a person: it fails, and is sent once the PIN was typed.
  return (await ask(apiAs(account_id, false).POST('/v1/sync', { body }))).results;
};

const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('palier-outbox');

export const outbox = new Outbox(
  new OutboxStore(database, machine),
  push,
  SyncIn.events.maxItems,
  {
    changed(rest) {
      pending.rest = rest;
      void recount();
      tabs?.postMessage(rest);
    },
    flagged(_row, answer) {
      if (answer.title) pending.flagged = [...pending.flagged, answer.title];
    },
  },
  lock,
  machine,
);

/** Reports what was seen. It answers when the phone has kept it: then, and not before, the tick turns green. */
export async function report(seen: Seen, told?: Told): Promise<string> {
  const account = session.current;
  if (!account) throw new Error('nobody is signed in');
  return (await stored(() => outbox.add(account, seen, told))).event_id;
}

/** Counts again what waits for the current account. */
export async function recount(): Promise<void> {
  const account = session.current;
  const count = account ? await outbox.store.count(account) : 0;
  const refused = account ? (await outbox.store.refused(account)).length : 0;
  if (session.current === account) Object.assign(pending, { count, refused, counted: true });
}

/** Sends at each moment at which the network may be back. */
export function startOutbox(): void {
  const flush = () => void outbox.wake();
  // Phones are slow to say that they are online again: any answer of palier says so as well.
  $effect.root(() => {
    $effect(() => {
      if (!network.away) untrack(flush);
    });
    // Another person of this phone has a queue of their own, and whoever signs in again can send theirs.
    $effect(() => {
      void [session.current, session.phase, session.lock];
      untrack(() => void recount().catch(() => undefined));
      if (session.phase === 'in') untrack(flush);
    });
  });
  addEventListener('focus', flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    pending.heard += 1;
    flush();
  });
  tabs?.addEventListener('message', ({ data }: MessageEvent<Rest>) => {
    pending.rest = data;
    pending.heard += 1;
    void recount();
  });
}
