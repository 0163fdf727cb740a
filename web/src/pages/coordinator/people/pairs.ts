// The pairs that a volunteer stands in now or will: what is over is of no use on a screen.
import { all } from '../../../api/all';
import { api, ask } from '../../../api/client';
import type { Schemas } from '../../../api/types';

export async function pairsAhead(volunteer_id: string, today: string): Promise<Schemas['WalkingPair'][]> {
  const path = { volunteer_id };
  const pairs = await all((part) =>
    ask(api.GET('/v1/volunteers/{volunteer_id}/walking_pairs', { params: { path, query: part } })),
  );
  return pairs
    .filter((one) => !one.last_day || one.last_day >= today)
    .sort((a, b) => a.first_day.localeCompare(b.first_day));
}
