// Sealing what a thief of the phone's storage must not read: AES-GCM under a key that never leaves the browser. It keeps no
// copy of what it opens.
import type { Database, Sealed } from './database';

const KEY = 'device';

/** This phone's key, made at the first need. Of two tabs that make one at once, the first to write wins. */
export async function deviceKey(db: Database): Promise<CryptoKey> {
  const found = await db.get('keys', KEY);
  if (found) return found;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const tx = db.transaction('keys', 'readwrite', { durability: 'strict' });
  const first = await tx.store.get(KEY);
  if (!first) await tx.store.put(made, KEY);
  await tx.done;
  return first ?? made;
}

export async function seal(db: Database, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(value));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await deviceKey(db), clear) };
}

/** What was sealed; null when this phone's key does not open it: the key was lost, or the bytes are torn. */
export async function unseal<T>(db: Database, sealed: Sealed): Promise<T | null> {
  const key = await deviceKey(db);
  try {
    const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, key, sealed.bytes);
    return JSON.parse(new TextDecoder().decode(clear)) as T;
  } catch {
    return null;
  }
}
