// The ways into a demonstration: a role each, with a card that works once. Only `palier demo` answers, and it is no part of
// the contract; of every other server the answer is that there are none.
import { send } from './wire';
import type { Role } from './types';

export interface WayIn {
  role: Role;
  name: string;
  pairing_token: string;
}

/** The roles that can be tried, with fresh cards; null where this is no demonstration. */
export async function waysIn(): Promise<WayIn[] | null> {
  const response = await send(new Request(new URL('/demo/roles', location.origin)));
  if (!response.ok) return null;
  return ((await response.json()) as { roles: WayIn[] }).roles;
}
