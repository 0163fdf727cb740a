// A usual order in a line: « 1 pain mardi et vendredi, 2 packs d'eau jeudi ».
import type { Schemas } from '../../api/types';
import { weekdaysSaid } from '../../words/weekdays';

interface Said {
  noUsual: string;
  paused: string;
}

export function usualSaid(usual: Schemas['StandingOrder'] | undefined, t: Said): string {
  if (!usual || usual.status === 'stopped') return t.noUsual;
  const groups = new Map<string, number[]>();
  for (const line of usual.lines) {
    const what = `${line.quantity} ${line.product}`;
    groups.set(what, [...(groups.get(what) ?? []), line.weekday]);
  }
  const said = [...groups].map(([what, days]) => `${what} ${weekdaysSaid(days)}`).join(', ');
  return usual.status === 'paused' ? `${said} (${t.paused})` : said;
}
