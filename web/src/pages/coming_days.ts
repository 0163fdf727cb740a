// The days in front of whoever orders, for themselves or for a caller. Pure.
import { plusDays } from '../words/dates';

/** Today and four weeks: as far as the API tells a product's days to whom does not say how far. The contract has no bound. */
export const DAYS_AHEAD = 29;

/** Today and the days after it. */
export function comingDays(today: string, count = DAYS_AHEAD): string[] {
  return Array.from({ length: count }, (_, at) => plusDays(today, at));
}
