// The last resort of a queue that cannot be sent: a file that a person hands to the coordinator. It holds what /v1/sync
// takes, word for word, and it deletes nothing.
import type { OutboxStore } from './store';

/** What waits and what was refused, as the body of /v1/sync takes it. */
export async function exported(store: OutboxStore, account_id: string): Promise<string> {
  const [waiting, refused] = await Promise.all([store.waiting(account_id), store.refused(account_id)]);
  const events = [...refused, ...waiting].sort((a, b) => a.device_seq - b.device_seq).map((row) => row.event);
  return JSON.stringify({ events }, null, 1);
}

/** Saves the queue as a file on this phone. */
export async function saveQueue(store: OutboxStore, account_id: string): Promise<void> {
  const file = new Blob([await exported(store, account_id)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'palier-a-envoyer.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
