// Names of floors, made from numbers of the API: 0 is the ground floor, and what is below it is a basement.
import { settings } from '../device/settings.svelte';

/** « rez-de-chaussée », « 1er étage », « 3e étage » */
export function floorName(floor: number): string {
  if (settings.language === 'en')
    return floor === 0 ? 'ground floor' : floor < 0 ? `basement ${-floor}` : `floor ${floor}`;
  if (floor === 0) return 'rez-de-chaussée';
  if (floor < 0) return `sous-sol ${-floor}`;
  return `${floor}${floor === 1 ? 'er' : 'e'} étage`;
}

/** « Rez-de-chaussée », where a line begins with it. */
export function floorFirst(floor: number): string {
  const name = floorName(floor);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** « RDC », « 1er », « 3e » */
export function floorShort(floor: number): string {
  if (settings.language === 'en') return floor === 0 ? 'G' : String(floor);
  return floor === 0 ? 'RDC' : floor < 0 ? `−${-floor}` : `${floor}${floor === 1 ? 'er' : 'e'}`;
}
