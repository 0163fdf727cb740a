// The last resort of a queue that cannot be sent: a file that a person hands to the coordinator. It is a list of bodies, each
// of which /v1/sync takes word for word, and it deletes nothing.
import { SyncIn } from '../api/limits';
import type { Schemas } from '../api/types';
import type { EventRow } from '../device/database';
import { saveFile } from '../device/file';
import { ofOneTeller } from './outbox';
import type { OutboxStore } from './store';

/** What waits and what was refused, a body for each teller in turn: whose words they are goes with them. */
export async function exported(store: OutboxStore, account_id: string): Promise<string> {
  const [waiting, refused] = await Promise.all([store.waiting(account_id), store.refused(account_id)]);
  return JSON.stringify(bodiesOf([...refused, ...waiting].sort((a, b) => a.device_seq - b.device_seq)), null, 1);
}

function bodiesOf(rows: readonly EventRow[]): Schemas['SyncIn'][] {
  const bodies: Schemas['SyncIn'][] = [];
  for (let at = 0; at < rows.length;) {
    const batch = ofOneTeller(rows.slice(at, at + SyncIn.events.maxItems));
    bodies.push({ ...batch[0]?.told, events: batch.map((row) => row.event) });
    at += batch.length;
  }
  return bodies;
}

/** Saves the queue as a file on this phone. */
export async function saveQueue(store: OutboxStore, account_id: string): Promise<void> {
  const file = new Blob([await exported(store, account_id)], { type: 'application/json' });
  saveFile(file, 'palier-a-envoyer.json');
}
