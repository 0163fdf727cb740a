// The accounts of this phone: several people may share it, and exactly one is current. Tokens and names are sealed under the
// phone's key. This is the only file that opens them. A PIN is never kept here (see pins.ts).
import type { Me } from '../api/types';
import type { AccountRow, Database } from '../device/database';
import { seal, unseal } from '../device/seal';

export interface Account {
  account_id: string;
  session_id: string;
  refresh_token: string;
  access_token: string;
  /** By this phone's clock, in milliseconds: between the two the access token is not asked to be renewed. */
  fresh_from: number;
  fresh_until: number;
  awaits_confirmation: boolean;
  /** What the server last said of this device: it must have a PIN, it has one, several people hold it. */
  pin_needed: boolean;
  pin_set: boolean;
  shared: boolean;
  /** Somebody else was here since: the page stays closed until the PIN is typed, also when it is loaded anew. */
  left?: boolean;
  /** Invented: tried from the page of a demonstration. */
  demo?: boolean;
  /** Who they are, as last heard; absent until the server told it once. */
  me: Me | null;
  /** The server ended this session; what waits to be sent is kept until they sign in again. */
  ended: boolean;
}

const CURRENT = 'current_account';

export class Accounts {
  constructor(private readonly db: () => Promise<Database>) {}

  async get(account_id: string): Promise<Account | null> {
    const db = await this.db();
    const row = await db.get('accounts', account_id);
    return row ? opened(db, row) : null;
  }

  async all(): Promise<Account[]> {
    const db = await this.db();
    return Promise.all((await db.getAll('accounts')).map((row) => opened(db, row)));
  }

  async put(account: Account): Promise<void> {
    const db = await this.db();
    const { account_id, ended, ...secrets } = account;
    const row = { account_id, ended, sealed: await seal(db, secrets) };
    // Strict, because a refresh token that is lost after its use signs an old person out.
    const tx = db.transaction('accounts', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.put(row), tx.done]);
  }

  /** Changes some of an account that is still here. Callers hold the account's lock. */
  async change(account_id: string, what: Partial<Account>): Promise<void> {
    const account = await this.get(account_id);
    if (account) await this.put({ ...account, ...what });
  }

  async forget(account_id: string): Promise<void> {
    const db = await this.db();
    const tx = db.transaction(['accounts', 'notes'], 'readwrite');
    const notes = tx.objectStore('notes');
    if ((await notes.get(CURRENT)) === account_id) await notes.delete(CURRENT);
    await Promise.all([tx.objectStore('accounts').delete(account_id), tx.done]);
  }

  async current(): Promise<string | null> {
    const note = await (await this.db()).get('notes', CURRENT);
    return typeof note === 'string' ? note : null;
  }

  async setCurrent(account_id: string): Promise<void> {
    await (await this.db()).put('notes', account_id, CURRENT);
  }
}

type Secrets = Omit<Account, 'account_id' | 'ended'>;

/** What is left of an account whose row does not open: pairing it again writes it anew, and its queue is kept in clear. */
const LOST: Secrets = {
  session_id: '',
  refresh_token: '',
  access_token: '',
  fresh_from: 0,
  fresh_until: 0,
  awaits_confirmation: false,
  pin_needed: false,
  pin_set: false,
  shared: false,
  me: null,
};

async function opened(db: Database, row: AccountRow): Promise<Account> {
  const secrets = await unseal<Secrets>(db, row.sealed);
  return { ...(secrets ?? LOST), account_id: row.account_id, ended: row.ended || !secrets };
}

/** The name of the lock under which an account's tokens change, over all tabs. */
export function accountLock(account_id: string): string {
  return `palier-account-${account_id}`;
}
