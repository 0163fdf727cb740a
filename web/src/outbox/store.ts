// The rows of the outbox. An event is written once and never changed; it leaves only by `settle`, for which the server's
// word about this very event is needed.
import { Problem } from '../api/problem';
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

/** An event of a round, and whether the server has it. */
export type WalkedRow = EventRow & { sent: boolean };

const LAST_SEQ = 'device_seq';

export class OutboxStore {
  constructor(
    private readonly db: () => Promise<Database>,
    private readonly machine: Machine,
  ) {}

  /**
   * Writes an event; it is on disk when this answers, and only then may a tick turn green. Nothing is taken from an account
   * that left this phone, in another tab perhaps: nobody would send it.
   */
  async add(account_id: string, seen: Seen, told?: Told): Promise<EventRow> {
    const db = await this.db();
    const event_id = `evt_${uuid7(this.machine)}`;
    const at_device = withOffset(this.machine.now());
    const tx = db.transaction(['accounts', 'events', 'notes'], 'readwrite', { durability: 'strict' });
    if (!(await tx.objectStore('accounts').getKey(account_id))) throw new Problem('session.missing', 401);
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

  /** The accounts that have something to send, whether they are still on this phone or not. */
  async owners(): Promise<string[]> {
    const rows = await (await this.db()).getAll('events');
    return [...new Set(rows.map((row) => row.account_id))];
  }

  async refused(account_id: string): Promise<RefusedRow[]> {
    return (await this.db()).getAllFromIndex('refused', 'order', ofAccount(account_id));
  }

  /** What this account saw on a round and was not refused, oldest first. */
  async walked(account_id: string, round_id: string): Promise<WalkedRow[]> {
    const tx = (await this.db()).transaction(['events', 'told']);
    const [waiting, told] = await Promise.all([
      tx.objectStore('events').index('order').getAll(ofAccount(account_id)),
      tx.objectStore('told').index('order').getAll(ofAccount(account_id)),
      tx.done,
    ]);
    const rows = [...waiting.map((row) => ({ ...row, sent: false })), ...told.map((row) => ({ ...row, sent: true }))];
    return rows.filter((row) => row.event.round_id === round_id).sort((a, b) => a.device_seq - b.device_seq);
  }

  /**
   * Takes acknowledged events out of the queue and moves those refused for good to the list that a person sees, both or
   * neither. What was acknowledged is remembered until its round is erased.
   */
  async settle(acknowledged: string[], refused: RefusedRow[]): Promise<void> {
    const tx = (await this.db()).transaction(['events', 'refused', 'told'], 'readwrite', { durability: 'strict' });
    const events = tx.objectStore('events');
    const remember = async (id: string): Promise<void> => {
      const row = await events.get(id);
      if (row) await tx.objectStore('told').put(row);
      await events.delete(id);
    };
    await Promise.all([
      ...acknowledged.map(remember),
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
