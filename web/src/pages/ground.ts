// Places on a map of our own drawing, as shares of its width and height, in the Web-Mercator projection of all map tiles, so that
// those an association names lie right under it. North is up, and in a neighbourhood a metre is as long in both directions.

export interface Place {
  id: string;
  lat: number;
  lon: number;
}

/** A part of the world, whose west is 0 and east 1, whose north is 0 and south 1. */
export interface Box {
  left: number;
  top: number;
  wide: number;
  high: number;
}

export interface Drawing<P extends Place> {
  /** Width by height. */
  ratio: number;
  places: (P & { x: number; y: number })[];
  /** What the map shows; nothing without a place. */
  box: Box | null;
}

/** Places so near to each other that their names would lie on one another are one mark: entrances of one house. */
export function marksOf<P extends { x: number; y: number }>(places: readonly P[]): P[][] {
  const marks: P[][] = [];
  for (const place of places) {
    const near = marks.find(
      ([first]) => Math.abs(first!.x - place.x) < NEAR.x && Math.abs(first!.y - place.y) < NEAR.y,
    );
    if (near) near.push(place);
    else marks.push([place]);
  }
  return marks;
}

/** Shares of the map that a name needs: it is wider than high. */
const NEAR = { x: 12, y: 5 };

/** A margin around the outermost places, for their names. */
const MARGIN = 0.12;

/** One place alone, or all in a line, still has some ground around it: some fifty metres in France. */
const LEAST = 0.0008 / 360;

/** The projection ends here, where the world is as high as wide. */
const POLE = 85.0511287798066;

/** Where a position lies in the world of the tiles. */
export function mercator({ lat, lon }: { lat: number; lon: number }): { x: number; y: number } {
  const radians = (Math.max(-POLE, Math.min(POLE, lat)) * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 };
}

/** Whether somebody said where it is: half a position is none. */
export const placed = <P extends { lat?: number | null; lon?: number | null }>(
  place: P,
): place is P & { lat: number; lon: number } => typeof place.lat === 'number' && typeof place.lon === 'number';

export function drawingOf<P extends Place>(places: readonly P[]): Drawing<P> {
  if (!places.length) return { ratio: 1, places: [], box: null };
  const flat = places.map((place) => ({ place, ...mercator(place) }));
  const box = boxOf(flat);
  return {
    ratio: box.wide / box.high,
    places: flat.map(({ place, x, y }) => ({ ...place, ...shareOf(box, x, y) })),
    box,
  };
}

/** All points with the margin around them, at most twice as long one way as the other. */
function boxOf(points: readonly { x: number; y: number }[]): Box {
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const least = Math.max(right - left, (bottom - top) / 2, LEAST);
  const wide = least / (1 - 2 * MARGIN);
  const high = Math.max(bottom - top, least / 2) / (1 - 2 * MARGIN);
  return { left: (left + right - wide) / 2, top: (top + bottom - high) / 2, wide, high };
}

/** A point of the world as shares of a box. */
export const shareOf = (box: Box, x: number, y: number) => ({
  x: ((x - box.left) / box.wide) * 100,
  y: ((y - box.top) / box.high) * 100,
});
