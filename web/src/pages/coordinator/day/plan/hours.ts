// When a volunteer can walk on one day: an exception of that very day stands before the usual week, and one without hours
// means not at all.
import type { Schemas } from '../../../../api/types';
import { weekdayOf } from '../../../../words/weekdays';

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
  return usual.filter((hours) => hours.weekday === weekdayOf(day));
}
