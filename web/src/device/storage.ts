// Whether this phone can be trusted to keep what is written. A private window, a full disk or a blocked database must be
// told before a round starts and never found out at a door.
import { Problem } from '../api/problem';
import { database } from './database';
import { seal, unseal } from './seal';

/** Asks the browser not to clear our storage; answers whether it promised. */
export async function keepStorage(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

/** Seals, opens, writes and erases one row; throws `phone.storage` when the phone cannot keep anything. */
export async function checkStorage(): Promise<void> {
  await stored(async () => {
    const db = await database();
    if ((await unseal(db, await seal(db, 1))) !== 1) throw new Error('what is sealed does not open');
    await db.put('notes', 1, 'check');
    await db.delete('notes', 'check');
  });
}

/** Runs a write; a phone that cannot write answers with a problem that a person can read. */
export async function stored<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw Problem.onPhone(isOlder(error) ? 'phone.older' : 'phone.storage', error);
  }
}

/** A newer page changed the layout of the database, in another tab. */
function isOlder(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'VersionError';
}
