// The round of the day, kept for stairwells without network. It holds names, codes and numbers, so it is sealed under the
// phone's key, belongs to one account, and is erased at its end, after its day and at sign-out, with or without network.
import type { Schemas } from '../api/types';
import { database, type Database } from '../device/database';
import { machine, type Machine } from '../device/machine';
import { seal, unseal } from '../device/seal';

export interface KeptRound {
  round: Schemas['RoundSheet'];
  /** Asked with the next download, so that an unchanged round costs nothing. */
  etag: string | null;
}

/** A round that ends late is still readable for so long, to finish reporting. */
const GRACE = 12 * 3_600_000;

export class RoundStore {
  constructor(
    private readonly db: () => Promise<Database>,
    private readonly machine: Machine,
  ) {}

  async keep(account_id: string, kept: KeptRound): Promise<void> {
    const db = await this.db();
    const erase_after = new Date(Date.parse(kept.round.ends_at) + GRACE).toISOString();
    const sealed = await seal(db, kept);
    await db.put('rounds', { account_id, round_id: kept.round.id, erase_after, sealed });
  }

  async get(account_id: string, round_id: string): Promise<KeptRound | null> {
    await this.sweep();
    const db = await this.db();
    const row = await db.get('rounds', [account_id, round_id]);
    return row ? unseal<KeptRound>(db, row.sealed) : null;
  }

  /** The rounds that this account has here, the next first. */
  async all(account_id: string): Promise<KeptRound[]> {
    await this.sweep();
    const db = await this.db();
    const rows = await db.getAll('rounds', ofAccount(account_id));
    const kept = await Promise.all(rows.map((row) => unseal<KeptRound>(db, row.sealed)));
    return kept.sort((a, b) => a.round.starts_at.localeCompare(b.round.starts_at));
  }

  /** At the round's end, or when it is somebody else's now. */
  async erase(account_id: string, round_id: string): Promise<void> {
    await (await this.db()).delete('rounds', [account_id, round_id]);
  }

  async eraseOf(account_id: string): Promise<void> {
    await (await this.db()).delete('rounds', ofAccount(account_id));
  }

  /** Erases the rounds of all accounts whose time is over. */
  async sweep(): Promise<void> {
    const now = this.machine.now().toISOString();
    const tx = (await this.db()).transaction('rounds', 'readwrite');
    for (let row = await tx.store.openCursor(); row; row = await row.continue()) {
      if (row.value.erase_after <= now) await row.delete();
    }
    await tx.done;
  }
}

function ofAccount(account_id: string): IDBKeyRange {
  return IDBKeyRange.bound([account_id, ''], [account_id, '\uffff']);
}

export const rounds = new RoundStore(database, machine);
