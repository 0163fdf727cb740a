// Which days can be planned, and from when: today and tomorrow, once nothing can be ordered for them any more. The server refuses
// others (`plan.too_early`, `plan.past`): this keeps a button away that would be refused.
import { all } from '../../../api/all';
import { api, ask } from '../../../api/client';
import { dayHere, hourHere, todayHere } from '../../../session/here';
import { dayNear, plusDays } from '../../../words/dates';

export const plannable = (day: string): boolean => day === todayHere() || day === plusDays(todayHere(), 1);

/** The last moment at which something can still be ordered for a day; null once all is closed. */
export async function ordersEnd(day: string): Promise<string | null> {
  const products = await all((part) => ask(api.GET('/v1/products', { params: { query: part } })));
  const days = products
    .filter((product) => product.active)
    .map(({ id }) =>
      ask(
        api.GET('/v1/products/{product_id}/days', {
          params: { path: { product_id: id }, query: { from: day, to: day } },
        }),
      ),
    );
  const ends = (await Promise.all(days)).flatMap((found) => found.days.flatMap((one) => one.until ?? []));
  return ends.sort().at(-1) ?? null;
}

/** « 16 h », or « demain, mardi 24 novembre, 16 h » where it is not today. */
export function endSaid(instant: string): string {
  const day = dayHere(instant);
  return day === todayHere() ? hourHere(instant) : `${dayNear(day, todayHere())}, ${hourHere(instant)}`;
}
