// Places on the map of a day, as shares of its width and height: north is up, a metre is as long in both directions. A map
// is small, so the earth is flat here.

export interface Place {
  id: string;
  lat: number;
  lon: number;
}

export interface Drawing<P extends Place> {
  /** Width by height. */
  ratio: number;
  places: (P & { x: number; y: number })[];
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

export function drawingOf<P extends Place>(places: readonly P[]): Drawing<P> {
  if (!places.length) return { ratio: 1, places: [] };
  const lats = places.map((place) => place.lat);
  const squeeze = Math.cos((((Math.min(...lats) + Math.max(...lats)) / 2) * Math.PI) / 180);
  const flat = places.map((place) => ({ place, x: place.lon * squeeze, y: -place.lat }));
  const [left, right] = [Math.min(...flat.map(({ x }) => x)), Math.max(...flat.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...flat.map(({ y }) => y)), Math.max(...flat.map(({ y }) => y))];
  // One place alone, or all in a line, still has some ground around it. Half a thousandth of a degree is some fifty metres.
  const wide = Math.max(right - left, (bottom - top) / 2, 0.0005);
  const high = Math.max(bottom - top, wide / 2);
  const share = (value: number, middle: number, size: number) =>
    (0.5 + ((value - middle) / size) * (1 - 2 * MARGIN)) * 100;
  return {
    ratio: wide / high,
    places: flat.map(({ place, x, y }) => ({
      ...place,
      x: share(x, (left + right) / 2, wide),
      y: share(y, (top + bottom) / 2, high),
    })),
  };
}
