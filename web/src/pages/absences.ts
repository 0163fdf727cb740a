// The end of an absence, the same whoever notes it: the days that have passed stay as they were.
import { api, ask, ifMatch } from '../api/client';
import type { Schemas } from '../api/types';
import { plusDays } from '../words/dates';

type Absence = Schemas['Absence'];

/** Whether it has days behind it, which are history and stay. */
export function hasBegun(absence: Absence, today: string): boolean {
  return absence.first_day < today;
}

/** Home as of today. An absence that has begun ends yesterday; one that was only noted is taken back whole. */
export async function endAbsence(absence: Absence, today: string): Promise<void> {
  const { resident_id, id: absence_id, version } = absence;
  const params = { path: { resident_id, absence_id }, header: ifMatch(version) };
  const at = '/v1/residents/{resident_id}/absences/{absence_id}';
  if (hasBegun(absence, today)) await ask(api.PATCH(at, { params, body: { last_day: plusDays(today, -1) } }));
  else await ask(api.DELETE(at, { params }));
}
