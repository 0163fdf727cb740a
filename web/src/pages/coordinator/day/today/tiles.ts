// The pictures that lie under the map of a day, where the association names a server of them.
import { type Box, shareOf } from '../../../ground';

export interface Tile {
  url: string;
  /** Shares of the map. */
  x: number;
  y: number;
  wide: number;
  high: number;
}

/** As many pictures as a map may ask of somebody else's server, and the depth that all of them have. */
const MOST_TILES = 12;
const DEEPEST = 18;

/** The tiles under a box, as near as so many of them show it; none without a box or an address. */
export function tilesOf(box: Box | null, url: string | null | undefined): Tile[] {
  if (!box || !url) return [];
  let zoom = DEEPEST;
  while (zoom > 0 && count(gridOf(box, zoom)) > MOST_TILES) zoom -= 1;
  const { west, east, north, south } = gridOf(box, zoom);
  const across = 2 ** zoom;
  const tiles: Tile[] = [];
  for (let row = north; row <= south; row += 1) {
    for (let column = west; column <= east; column += 1) {
      tiles.push({
        url: addressOf(url, zoom, (column + across) % across, row),
        ...shareOf(box, column / across, row / across),
        wide: 100 / across / box.wide,
        high: 100 / across / box.high,
      });
    }
  }
  return tiles;
}

interface Grid {
  west: number;
  east: number;
  north: number;
  south: number;
}

/** The numbers of the outermost tiles. Round the date line the west goes on in the east; beyond the poles is nothing. */
function gridOf(box: Box, zoom: number): Grid {
  const across = 2 ** zoom;
  const number = (share: number) => Math.floor(share * across);
  return {
    west: number(box.left),
    east: number(box.left + box.wide),
    north: Math.max(number(box.top), 0),
    south: Math.min(number(box.top + box.high), across - 1),
  };
}

const count = ({ west, east, north, south }: Grid) => (east - west + 1) * (south - north + 1);

const addressOf = (url: string, zoom: number, x: number, y: number) =>
  url.replaceAll('{z}', String(zoom)).replaceAll('{x}', String(x)).replaceAll('{y}', String(y));
