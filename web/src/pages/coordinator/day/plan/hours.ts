// When a volunteer can walk on one day: an exception of that very day stands before the usual week, and one without hours
// means not at all.
import type { Schemas } from '../../../../api/types';

export interface Span {
  from_min: number;
  until_min: number;
}

export function hoursOn(
  day: string,
  usual: readonly Schemas['Hours'][],
  exceptions: readonly Schemas['Exception'][],
): Span[] {
  const today = exceptions.filter((one) => one.day === day);
  if (today.length) {
    return today.flatMap(({ from_min, until_min }) =>
      from_min != null && until_min != null ? [{ from_min, until_min }] : [],
    );
  }
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
  return usual.filter((hours) => hours.weekday === weekday);
}
