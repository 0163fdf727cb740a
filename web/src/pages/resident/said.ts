// Orders as sentences of the resident's screens: « 1 pain et 2 packs d'eau », « demain, mardi 5 mars ». It joins words of the
// API and of src/words and decides nothing.
import type { Schemas } from '../../api/types';
import { session } from '../../session/session.svelte';
import { dayLong, dayNear, dayOf, hour, hourOfMinutes, plusDays } from '../../words/dates';
import { words } from '../../words/index.svelte';
import { count } from '../../words/numbers';
import type { Day, Offer } from './days';

export { capital } from '../../words/dates';

type Line = { product_id: string; quantity: number; product?: string };

/** « 1 pain et 2 packs d'eau » */
export function goods(lines: readonly Line[], offers: readonly Offer[]): string {
  return list(lines.map((line) => units(line, offers)));
}

function units(line: Line, offers: readonly Offer[]): string {
  const product = offers.find((offer) => offer.product.id === line.product_id)?.product;
  if (!product) return `${line.quantity} ${line.product ?? ''}`.trim();
  return count(line.quantity, product.unit_one, product.unit_many);
}

/** « a, b et c » */
export function list(parts: readonly string[]): string {
  const [last, ...before] = [...parts].reverse();
  if (!before.length) return last ?? '';
  return `${before.reverse().join(', ')} ${words('resident').and} ${last}`;
}

/** « Demain », « Aujourd'hui » or the day in full. */
export function dayShort(day: Day, today: Day): string {
  const [near, ...rest] = dayNear(day, today).split(', ');
  return rest.length ? near! : dayLong(day);
}

/** « jusqu'à 16 h aujourd'hui » */
export function until(instant: string, today: Day): string {
  const zone = session.me?.association.time_zone;
  const t = words('resident').until;
  const day = dayOf(new Date(instant), zone);
  if (day === today) return t.today(hour(instant, zone));
  if (day === plusDays(today, 1)) return t.tomorrow(hour(instant, zone));
  return t.later(dayLong(day), hour(instant, zone));
}

/** « dans votre sac à pain, avant 9 h » */
export function how(
  lines: readonly Line[],
  offers: readonly Offer[],
  handover: Schemas['Handover'],
  withHour = true,
): string {
  const t = words('resident').handover;
  const products = lines.flatMap((line) => offers.find((offer) => offer.product.id === line.product_id)?.product ?? []);
  const bag = products.some((product) => product.kind === 'bread') ? t.bag : t.door;
  const place = handover === 'in_hand' ? t.hand : bag;
  if (!products.length || !withHour) return place;
  return `${place}, ${t.before(hourOfMinutes(Math.max(...products.map((product) => product.deliver_until_min))))}`;
}

/** « 1 pain le mardi et le vendredi, 1 pack d'eau le jeudi » */
export function week(lines: readonly (Line & { weekday: number })[], offers: readonly Offer[]): string {
  const byGoods = new Map<string, number[]>();
  for (const line of lines) {
    const what = units(line, offers);
    byGoods.set(what, [...(byGoods.get(what) ?? []), line.weekday]);
  }
  const parts = [...byGoods].map(
    ([what, days]) =>
      `${what} ${list(days.sort((a, b) => a - b).map((day) => words('resident').onDay(weekdayName(day))))}`,
  );
  return parts.join(', ');
}

/** « mardi », of an ISO weekday: 4 March 2019 was a Monday. */
export function weekdayName(weekday: number): string {
  return dayLong(plusDays('2019-03-03', weekday)).split(' ')[0]!;
}

/** « du mardi 24 novembre au mardi 1er décembre » */
export function away(first: Day, last: Day | null | undefined): string {
  const t = words('resident').away;
  if (!last) return t.fromOn(dayLong(first));
  return first === last ? t.oneDay(dayLong(first)) : t.between(dayLong(first), dayLong(last));
}
