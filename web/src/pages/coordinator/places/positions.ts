// Coordinates as a person writes them: « 50,7182 » or « 50.7182 », both or none.
import { PositionIn } from '../../../api/limits';

export interface Written {
  lat: string;
  lon: string;
}

type Known = { lat?: number | null; lon?: number | null };

export function written(known: Known): Written {
  return { lat: known.lat?.toString() ?? '', lon: known.lon?.toString() ?? '' };
}

/** The position, null where nothing is written, undefined where it is no position. */
export function positionOf({ lat, lon }: Written): { lat: number; lon: number } | null | undefined {
  if (!lat.trim() && !lon.trim()) return null;
  const position = { lat: degrees(lat), lon: degrees(lon) };
  const fits = within(position.lat, PositionIn.lat) && within(position.lon, PositionIn.lon);
  return fits ? position : undefined;
}

function degrees(text: string): number {
  return text.trim() ? Number(text.trim().replace(',', '.').replace('−', '-')) : NaN;
}

function within(value: number, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value >= minimum && value <= maximum;
}
