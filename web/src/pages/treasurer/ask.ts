// What the treasurer asks: counts of a period, the same as a file, and the day on which everything began.
import { all } from '../../api/all';
import { api, ask } from '../../api/client';
import { download } from '../../api/download';
import type { Schemas } from '../../api/types';
import { plusDays } from '../../words/dates';
import { firstDay, lastDay } from '../../words/periods';

export type By = Schemas['By'];
export type Counts = Schemas['Counts'];

/** How far one question goes back: the API counts five years at most. */
const PERIOD = 4 * 365;

export function count(from: string, to: string, by: By): Promise<Counts> {
  return ask(api.GET('/v1/counts', { params: { query: { from, to, by } } })) as Promise<Counts>;
}

export function save(from: string, to: string, by: By): Promise<void> {
  const query = { from, to, by, format: 'csv' } as const;
  return download(api.GET('/v1/counts', { params: { query }, parseAs: 'blob' }), `palier_${from}_${to}.csv`);
}

/** Every product with its prices: one that is missing would silently lower a value in euros. */
export function prices(): Promise<Schemas['Product'][]> {
  return all((part) => ask(api.GET('/v1/products', { params: { query: part } })));
}

/** The first day on which anything was ordered or delivered; undefined before that. */
export async function launch(today: string): Promise<string | undefined> {
  let month: string | undefined;
  for (let last = today; ; last = plusDays(last, -PERIOD - 1)) {
    const [first] = (await count(plusDays(last, -PERIOD), last, 'month')).rows;
    if (!first) break;
    month = first.key;
  }
  if (!month) return undefined;
  const days = await count(firstDay(month), lastDay(month), 'day');
  return days.rows[0]?.key;
}
