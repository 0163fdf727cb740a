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
  /** The events of this phone that the server had when it told the round. */
  included?: string[];
  /** The order in which whoever walks wants it: ids of halts and doors. On this phone only. */
  order?: string[];
  /** Setting out or being back, said without network and not heard by the server yet. */
  step?: 'start' | 'finish';
}

/** A round that ends late is still readable for so long, to finish reporting. */
const GRACE = 12 * 3_600_000;
const DAY = 24 * 3_600_000;

export class RoundStore {
  constructor(
    private readonly db: () => Promise<Database>,
    private readonly machine: Machine,
  ) {}

  async keep(account_id: string, kept: KeptRound): Promise<void> {
    const db = await this.db();
    // One of the early morning may be walked late in the evening: it does not go during its own day, which is over everywhere
    // in France soon after midnight in Greenwich.
    const end = Math.max(Date.parse(kept.round.ends_at) + GRACE, Date.parse(kept.round.service_day) + DAY);
    const erase_after = new Date(end).toISOString();
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
    // What does not open any more is fetched again.
    return kept.filter((one) => one !== null).sort((a, b) => a.round.starts_at.localeCompare(b.round.starts_at));
  }

  /** At the round's end, or when it is somebody else's now. */
  async erase(account_id: string, round_id: string): Promise<void> {
    await (await this.db()).delete('rounds', [account_id, round_id]);
    await this.sweep();
  }

  async eraseOf(account_id: string): Promise<void> {
    await (await this.db()).delete('rounds', ofAccount(account_id));
    await this.sweep();
  }

  /** Erases the rounds of all accounts whose time is over, and what was told of rounds that are no longer here. */
  async sweep(): Promise<void> {
    const now = this.machine.now().toISOString();
    const tx = (await this.db()).transaction(['rounds', 'told'], 'readwrite');
    const here = new Set<string>();
    for (let row = await tx.objectStore('rounds').openCursor(); row; row = await row.continue()) {
      if (row.value.erase_after <= now) await row.delete();
      else here.add(`${row.value.account_id} ${row.value.round_id}`);
    }
    for (let row = await tx.objectStore('told').openCursor(); row; row = await row.continue()) {
      if (!here.has(`${row.value.account_id} ${row.value.event.round_id}`)) await row.delete();
    }
    await tx.done;
  }
}

function ofAccount(account_id: string): IDBKeyRange {
  return IDBKeyRange.bound([account_id, ''], [account_id, '\uffff']);
}

export const rounds = new RoundStore(database, machine);
