// A demonstration: who can be tried without a card, and a way in for each. Elsewhere there is nobody.
import { ask, open } from './client';
import type { Role, Schemas } from './types';

export async function people(): Promise<Schemas['DemonstrationPerson'][]> {
  return (await ask(open.GET('/v1/demonstration'))).people;
}

/** A pairing token for one session as somebody of this role. */
export async function wayIn(role: Role): Promise<string> {
  return (await ask(open.POST('/v1/demonstration/entries', { body: { role } }))).pairing_token;
}
