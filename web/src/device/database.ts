// What this phone keeps: one IndexedDB database for all accounts on it. This file knows its layout and nothing of what the
// rows mean. A change of layout is a new version with its own step below; a step never clears `events` or `refused`.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Schemas } from '../api/types';

/** Bytes that only this phone's key opens. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** An account that is signed in here, or was until the server ended its session. */
export interface AccountRow {
  account_id: string;
  ended: boolean;
  sealed: Sealed;
}

/** Whose words an event holds, when they are not those of this phone: paper that a coordinator enters back. */
export type Told = Pick<Schemas['SyncIn'], 'source' | 'on_behalf_of' | 'decides'>;

/** An event that waits to be acknowledged. In clear, unlike rounds: it holds ids, and a queue that cannot be read is work lost. */
export interface EventRow {
  event_id: string;
  account_id: string;
  device_seq: number;
  event: Readonly<Schemas['EventIn']>;
  /** Absent for what this phone's volunteer saw. */
  told?: Told;
}

/** An event that the server refused for good. */
export interface RefusedRow extends EventRow {
  code: string;
  title: string;
  refused_at: string;
}

/** A round kept for the walk. */
export interface RoundRow {
  account_id: string;
  round_id: string;
  erase_after: string;
  sealed: Sealed;
}

export interface Layout extends DBSchema {
  accounts: { key: string; value: AccountRow };
  keys: { key: string; value: CryptoKey };
  notes: { key: string; value: string | number };
  events: { key: string; value: EventRow; indexes: { order: [string, number] } };
  refused: { key: string; value: RefusedRow; indexes: { order: [string, number] } };
  rounds: { key: [string, string]; value: RoundRow };
  told: { key: string; value: EventRow; indexes: { order: [string, number] } };
}

export type Database = IDBPDatabase<Layout>;

/** Opens the database. A name of its own gives a test a database of its own. */
export function openDatabase(name = 'palier'): Promise<Database> {
  return openDB<Layout>(name, 2, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('accounts', { keyPath: 'account_id' });
        db.createObjectStore('keys');
        db.createObjectStore('notes');
        db.createObjectStore('events', { keyPath: 'event_id' }).createIndex('order', ['account_id', 'device_seq']);
        db.createObjectStore('refused', { keyPath: 'event_id' }).createIndex('order', ['account_id', 'device_seq']);
        db.createObjectStore('rounds', { keyPath: ['account_id', 'round_id'] });
      }
      // What was acknowledged stays as long as its round, so that it can still be taken back by its id.
      if (from < 2) {
        db.createObjectStore('told', { keyPath: 'event_id' }).createIndex('order', ['account_id', 'device_seq']);
      }
    },
    // A newer page in another tab wants to change the layout: let it. Whoever asks here again is told that this one is older.
    blocking: (_current, _next, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
}

let opened: Promise<Database> | undefined;

/** The database of this phone, opened once. A failed opening is tried again at the next call. */
export function database(): Promise<Database> {
  opened ??= openDatabase().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
