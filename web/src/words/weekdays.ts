// Names of weekdays and floors, made from numbers of the API (1 is Monday, 0 is the ground floor).
import { settings } from '../device/settings.svelte';
import { weekday } from './dates';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

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

/** « rez-de-chaussée », « 1er étage », « 3e étage » */
export function floorName(floor: number): string {
  if (settings.language === 'en')
    return floor === 0 ? 'ground floor' : floor < 0 ? `basement ${-floor}` : `floor ${floor}`;
  if (floor === 0) return 'rez-de-chaussée';
  if (floor < 0) return `sous-sol ${-floor}`;
  return `${floor}${floor === 1 ? 'er' : 'e'} étage`;
}

/** « RDC », « 1er », « 3e » */
export function floorShort(floor: number): string {
  if (settings.language === 'en') return floor === 0 ? 'G' : String(floor);
  return floor === 0 ? 'RDC' : floor < 0 ? `−${-floor}` : `${floor}${floor === 1 ? 'er' : 'e'}`;
}
