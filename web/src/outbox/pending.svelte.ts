// The outbox of this phone, and what a page shows of it: how many events wait and why. It wires the outbox to the network,
// to the phone's moments (start, online, back in front) and to the other tabs.
import { apiAs, ask } from '../api/client';
import { SyncIn } from '../api/limits';
import { database } from '../device/database';
import { lock } from '../device/locks';
import { machine } from '../device/machine';
import { stored } from '../device/storage';
import { session } from '../session/session.svelte';
import { Outbox, type Push, type Rest } from './outbox';
import { OutboxStore, type Seen } from './store';

export const pending = $state<{ count: number; refused: number; rest: Rest; flagged: string[] }>({
  count: 0,
  refused: 0,
  rest: 'nothing',
  flagged: [],
});

const push: Push = async (account_id, events) => {
  const body = { events, sent_at: machine.now().toISOString() };
  return (await ask(apiAs(account_id).POST('/v1/sync', { body }))).results;
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
export async function report(seen: Seen): Promise<string> {
  const account = session.current;
  if (!account) throw new Error('nobody is signed in');
  return (await stored(() => outbox.add(account, seen))).event_id;
}

/** Counts again what waits for the current account. */
export async function recount(): Promise<void> {
  const account = session.current;
  pending.count = account ? await outbox.store.count(account) : 0;
  pending.refused = account ? (await outbox.store.refused(account)).length : 0;
}

/** Sends at each moment at which the network may be back. */
export function startOutbox(): void {
  const flush = () => void outbox.wake();
  addEventListener('online', flush);
  addEventListener('focus', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush());
  tabs?.addEventListener('message', ({ data }: MessageEvent<Rest>) => {
    pending.rest = data;
    void recount();
  });
  void recount().catch(() => undefined);
  flush();
}
