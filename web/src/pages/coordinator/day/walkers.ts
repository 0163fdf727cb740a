// Who walks a round, as the board says it: one name, or both where two walk as one.
import type { Schemas } from '../../../api/types';
import type { Words } from '../../../words/index.svelte';

export function walkersOf(t: Words['day']['rounds'], round: Schemas['BoardRound']): string {
  const lead = round.volunteer_name || t.nobody;
  return round.companion_name ? t.both(lead, round.companion_name) : lead;
}
