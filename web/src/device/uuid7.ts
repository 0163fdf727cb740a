// Identities made on this device: UUIDv7, in the API's text form of 32 hexadecimal digits. Their order is never relied on.
import type { Machine } from './machine';

export function uuid7(machine: Machine): string {
  const bytes = new Uint8Array(16);
  machine.fill(bytes);
  let milliseconds = machine.now().getTime();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
