// Weekdays as numbers of the API (1 is Monday), and their names.
import { settings } from '../device/settings.svelte';
import { weekday } from './dates';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** ISO weekday of a day: 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

/** « lundi » */
export function weekdayName(iso: number): string {
  // The first of January 2024 was a Monday.
  return weekday(`2024-01-0${iso}`);
}

/** « lun. », for seven of them on a small screen. */
export function weekdayShort(iso: number): string {
  const name = weekdayName(iso).slice(0, 3);
  return settings.language === 'fr' ? `${name}.` : name;
}

/** « lundi, mardi et jeudi »; a week without a gap is said from its first to its last day. */
export function weekdaysSaid(days: readonly number[]): string {
  const [first, ...rest] = [...days].sort();
  if (first === undefined) return '';
  const last = rest.at(-1);
  const french = settings.language === 'fr';
  if (last !== undefined && rest.length > 1 && last - first === rest.length) {
    const [from, to] = [weekdayName(first), weekdayName(last)];
    return french ? `du ${from} au ${to}` : `${from} to ${to}`;
  }
  return new Intl.ListFormat(settings.language, { type: 'conjunction' }).format([...days].sort().map(weekdayName));
}
