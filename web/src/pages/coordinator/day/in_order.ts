// The rounds of a day in the order in which they leave, and by name where two leave together: the same on every page.
import type { Schemas } from '../../../api/types';

export function inOrder(rounds: readonly Schemas['BoardRound'][]): Schemas['BoardRound'][] {
  return rounds
    .filter((round) => round.status !== 'cancelled')
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at) || a.volunteer_name.localeCompare(b.volunteer_name, 'fr'));
}
