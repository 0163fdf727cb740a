// Rounds as lanes in time: each halt a block whose place and width are shares of the walk's hours. Morning and afternoon have
// an axis each, or a visit at half past two would squeeze a whole morning into a corner.
import type { Schemas } from '../../../../api/types';

export interface Walk {
  /** « A », « B »: which lane, on the lanes and on the map. */
  letter: string;
  round: Schemas['BoardRound'];
  sheet: Schemas['RoundSheet'];
}

export interface Block {
  /** Its number on the lane, in the list below it and on the map. */
  n: number;
  stop: Schemas['StopSheet'];
  /** Shares of the axis, in percent. */
  from: number;
  width: number;
}

export interface Axis {
  shift: Schemas['Shift'];
  ticks: { at: string; from: number }[];
  lanes: (Walk & { blocks: Block[] })[];
}

const QUARTER = 15 * 60_000;

export function axesOf(walks: readonly Walk[]): Axis[] {
  return (['morning', 'afternoon'] as const)
    .map((shift) => ({ shift, mine: walks.filter(({ round }) => round.shift === shift) }))
    .filter(({ mine }) => mine.length > 0)
    .map(({ shift, mine }) => axisOf(shift, mine));
}

function axisOf(shift: Schemas['Shift'], walks: Walk[]): Axis {
  const time = (instant: string) => Date.parse(instant);
  const first = Math.min(...walks.map(({ sheet }) => time(sheet.starts_at)));
  const last = Math.max(...walks.map(({ sheet }) => time(sheet.ends_at)));
  const begin = Math.floor(first / QUARTER) * QUARTER;
  const end = Math.max(Math.ceil(last / QUARTER) * QUARTER, begin + QUARTER);
  const share = (instant: number) => ((instant - begin) / (end - begin)) * 100;
  // At most eight hours are written: more would run into each other.
  const step = Math.ceil((end - begin) / QUARTER / 8) * QUARTER;
  const ticks = [];
  for (let at = begin; at < end; at += step) ticks.push({ at: new Date(at).toISOString(), from: share(at) });
  const lanes = walks.map((walk) => ({
    ...walk,
    blocks: walk.sheet.stops.map((stop, at) => {
      const from = share(time(stop.arrives_at));
      return { n: at + 1, stop, from, width: Math.max(share(time(stop.leaves_at)) - from, 0) };
    }),
  }));
  return { shift, ticks, lanes };
}
