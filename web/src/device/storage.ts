// Whether this phone can be trusted to keep what is written. A private window, a full disk or a blocked database must be
// told before a round starts and never found out at a door.
import { Problem } from '../api/problem';
import { database } from './database';

/** Asks the browser not to clear our storage; answers whether it promised. */
export async function keepStorage(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

/** Writes and erases one row; throws `phone.storage` when the phone cannot keep anything. */
export async function checkStorage(): Promise<void> {
  await stored(async () => {
    const db = await database();
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
    throw Problem.onPhone('phone.storage', error);
  }
}
