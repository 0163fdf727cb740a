// The curve of a search as the points of a line: time to the right as its square root, since most is found early; cost
// downwards from a quarter above the best, since the first plans leave people out and cost a mountain.
import type { Schemas } from '../../../../api/types';

const HIGHEST = 1.25;

export function drawn(
  points: readonly Schemas['CurvePoint'][],
  limit: number,
  width: number,
  height: number,
): string | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const top = Math.max(Math.min(points[0]!.cost, last.cost * HIGHEST), last.cost + 1);
  const end = Math.max(limit, last.after_ms, 1);
  const x = (ms: number) => Math.sqrt(ms / end) * width;
  const y = (cost: number) => height - ((Math.min(cost, top) - last.cost) / (top - last.cost)) * height;
  const steps = points.flatMap(({ after_ms, cost }, at) => {
    const before = points[at - 1];
    return before
      ? [
          [x(after_ms), y(before.cost)],
          [x(after_ms), y(cost)],
        ]
      : [[0, y(cost)]];
  });
  return [...steps, [width, y(last.cost)]].map((spot) => spot.map((part) => part.toFixed(1)).join(',')).join(' ');
}
