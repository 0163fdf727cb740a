// A usual week as a form shows it: one span a day. Further spans of a day, which only the office writes, are kept as they are.
import type { Schemas } from '../../api/types';
import { clockOf, endOf, minutesOf } from '../../words/clock';
import { WEEKDAYS } from '../../words/weekdays';

export interface DayHours {
  there: boolean;
  from: string;
  until: string;
  /** Other spans of that day. */
  more: Schemas['Hours'][];
}

/** What a day begins with when somebody says that they are there. */
const USUAL = { from: '07:30', until: '12:00' };

export function weekOf(hours: readonly Schemas['Hours'][]): DayHours[] {
  return WEEKDAYS.map((weekday) => {
    const [first, ...more] = hours.filter((one) => one.weekday === weekday);
    if (!first) return { there: false, ...USUAL, more };
    return { there: true, from: clockOf(first.from_min), until: clockOf(first.until_min), more };
  });
}

export function hoursOf(week: readonly DayHours[]): Schemas['AvailableHoursIn'][] {
  return week.flatMap((day, at) => {
    if (!day.there) return [];
    const own = { weekday: at + 1, from_min: minutesOf(day.from), until_min: endOf(day.until) };
    return [own, ...day.more.map(({ weekday, from_min, until_min }) => ({ weekday, from_min, until_min }))];
  });
}

/** The first day whose end does not come after its beginning. */
export function fault(week: readonly DayHours[]): number | undefined {
  const at = week.findIndex((day) => day.there && !(minutesOf(day.from) < minutesOf(day.until)));
  return at < 0 ? undefined : at;
}
