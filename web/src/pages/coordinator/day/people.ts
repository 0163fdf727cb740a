// Names for the ids that orders, visits and proposals hold. Read whole, once a page: an association has some dozens of them.
import { all } from '../../../api/all';
import { api, ask } from '../../../api/client';
import type { Schemas } from '../../../api/types';

export type Resident = Schemas['Resident'];
export type Volunteer = Schemas['Volunteer'];

export interface People {
  residents: Map<string, Resident>;
  volunteers: Map<string, Volunteer>;
}

export const residents = (): Promise<Resident[]> =>
  all((part) => ask(api.GET('/v1/residents', { params: { query: part } })));

export const volunteers = (): Promise<Volunteer[]> =>
  all((part) => ask(api.GET('/v1/volunteers', { params: { query: part } })));

export async function people(): Promise<People> {
  const [here, walking] = await Promise.all([residents(), volunteers()]);
  return {
    residents: new Map(here.map((one) => [one.id, one])),
    volunteers: new Map(walking.map((one) => [one.id, one])),
  };
}

/** As the file of all people is sorted and written: the surname first. */
export function listName(person: { given_name: string; family_name: string } | undefined): string {
  return person ? `${person.family_name} ${person.given_name}` : '…';
}

/** First name and surname: two people of one stairwell may share the surname. */
export function fullName(person: { given_name: string; family_name: string } | undefined): string {
  return person ? `${person.given_name} ${person.family_name}` : '…';
}
