// The rows of the outbox. An event is written once and never changed; it leaves only by `settle`, for which the server's
// word about this very event is needed.
import type { Schemas } from '../api/types';
import type { Database, EventRow, RefusedRow, Told } from '../device/database';
import { withOffset, type Machine } from '../device/machine';
import { uuid7 } from '../device/uuid7';

/** What happened, and on which round and at which door it was seen. */
export type Seen = Schemas['FactIn'] & {
  round_id: string;
  drop_id?: string;
  seen_version?: number;
};

const LAST_SEQ = 'device_seq';

export class OutboxStore {
  constructor(
    private readonly db: () => Promise<Database>,
    private readonly machine: Machine,
  ) {}

  /** Writes an event; it is on disk when this answers, and only then may a tick turn green. */
  async add(account_id: string, seen: Seen, told?: Told): Promise<EventRow> {
    const db = await this.db();
    const event_id = `evt_${uuid7(this.machine)}`;
    const at_device = withOffset(this.machine.now());
    const tx = db.transaction(['events', 'notes'], 'readwrite', { durability: 'strict' });
    const last = await tx.objectStore('notes').get(LAST_SEQ);
    const device_seq = (typeof last === 'number' ? last : 0) + 1;
    const event = { event_id, device_seq, at_device, ...seen } as Schemas['EventIn'];
    const row: EventRow = { event_id, account_id, device_seq, event, ...(told && { told }) };
    await Promise.all([tx.objectStore('notes').put(device_seq, LAST_SEQ), tx.objectStore('events').add(row), tx.done]);
    return row;
  }

  /** What waits, oldest first, from after `after`. */
  async waiting(account_id: string, after = 0, limit?: number): Promise<EventRow[]> {
    const range = IDBKeyRange.bound([account_id, after], [account_id, Infinity], true);
    return (await this.db()).getAllFromIndex('events', 'order', range, limit);
  }

  async count(account_id: string): Promise<number> {
    return (await this.db()).countFromIndex('events', 'order', ofAccount(account_id));
  }

  /** The accounts that have something to send. */
  async owners(): Promise<string[]> {
    const rows = await (await this.db()).getAll('events');
    return [...new Set(rows.map((row) => row.account_id))];
  }

  async refused(account_id: string): Promise<RefusedRow[]> {
    return (await this.db()).getAllFromIndex('refused', 'order', ofAccount(account_id));
  }

  /** Takes acknowledged events out and moves those refused for good to the list that a person sees, both or neither. */
  async settle(acknowledged: string[], refused: RefusedRow[]): Promise<void> {
    const tx = (await this.db()).transaction(['events', 'refused'], 'readwrite', { durability: 'strict' });
    const events = tx.objectStore('events');
    await Promise.all([
      ...acknowledged.map((id) => events.delete(id)),
      ...refused.map((row) => tx.objectStore('refused').put(row)),
      ...refused.map((row) => events.delete(row.event_id)),
      tx.done,
    ]);
  }

  /** Takes a refused event off the list, after a person read it. */
  async dismiss(event_id: string): Promise<void> {
    await (await this.db()).delete('refused', event_id);
  }
}

function ofAccount(account_id: string): IDBKeyRange {
  return IDBKeyRange.bound([account_id, 0], [account_id, Infinity]);
}
