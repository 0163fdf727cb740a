// What the operator puts together while the caller talks: a day and a quantity of each product. It knows which day can take
// what, what to propose first, and whether confirming would place, change or cancel. It asks nothing and says nothing.
import type { Schemas } from '../../api/types';
import { comingDays, isAway, orderOn, type Away } from '../coming_days';
import { quantitiesOf, type Line, type Quantities } from '../quantities';

export type Order = Schemas['Order'];
export type Product = Schemas['Product'];

/** What can be ordered, and on which days. */
export interface Offer {
  product: Product;
  days: Readonly<Record<string, Schemas['ProductDay']>>;
}

/** Everything about a caller that decides what a day can take. */
export interface Caller {
  desk: Schemas['Desk'];
  offers: readonly Offer[];
  absences: readonly Away[];
  today: string;
}

export type Step = 'place' | 'change' | 'cancel' | 'nothing';

/** Why a product's quantity cannot change on a day: the sentence of the API, or '' where it has none. */
export function closed(caller: Caller, offer: Offer, day: string): string | undefined {
  const line = orderOn(caller.desk, day)?.lines.find((one) => one.product_id === offer.product.id);
  const state = offer.days[day];
  if (line?.changeable || (!line && state?.state === 'open')) return undefined;
  return state?.why_said ?? '';
}

/**
 * What is in the basket, in the order of the products, as it is read aloud; nothing of what is not wanted. What is no longer
 * offered is not asked for again: the operator could not see it.
 */
export function linesOf(offers: readonly Offer[], quantities: Quantities): Line[] {
  return offers
    .map(({ product }) => ({ product_id: product.id, quantity: quantities[product.id] ?? 0 }))
    .filter((line) => line.quantity > 0);
}

/** The same, with the words for one and for several. */
export function saidOf(offers: readonly Offer[], quantities: Quantities) {
  return offers
    .map(({ product }) => ({ quantity: quantities[product.id] ?? 0, ...product }))
    .filter((line) => line.quantity > 0);
}

/** What confirming would do on that day. */
export function stepOf(caller: Caller, day: string, quantities: Quantities): Step {
  const order = orderOn(caller.desk, day);
  const wanted = linesOf(caller.offers, quantities);
  if (!order) return wanted.length ? 'place' : 'nothing';
  if (!wanted.length) return 'cancel';
  const stands = quantitiesOf(order.lines);
  const same = wanted.length === order.lines.length && wanted.every((one) => stands[one.product_id] === one.quantity);
  return same ? 'nothing' : 'change';
}

/** "As usual": what they had last, else what they have on the first day of their usual week. */
export function usualGoods({ desk }: Caller): Quantities {
  if (desk.last_order) return quantitiesOf(desk.last_order.lines);
  const lines = desk.standing_order?.lines ?? [];
  return quantitiesOf(lines.filter((line) => line.weekday === lines[0]?.weekday));
}

/** The first day that can take all of it and has no order yet; a day that they are away is not proposed. */
export function proposedDay(caller: Caller, wanted: Quantities): string | undefined {
  const offers = caller.offers.filter(({ product }) => (wanted[product.id] ?? 0) > 0);
  return comingDays(caller.today).find(
    (day) =>
      offers.every((offer) => offer.days[day]?.state === 'open') &&
      (offers.length > 0 || caller.offers.some((offer) => offer.days[day]?.state === 'open')) &&
      !orderOn(caller.desk, day) &&
      !isAway(caller, day),
  );
}

/** What stands in the basket when a day is chosen: its order, else what is wanted as far as that day can have it. */
export function basketOn(caller: Caller, day: string, wanted: Quantities): Quantities {
  const order = orderOn(caller.desk, day);
  if (order) return quantitiesOf(order.lines);
  const open = caller.offers.filter((offer) => closed(caller, offer, day) === undefined);
  return Object.fromEntries(open.map(({ product }) => [product.id, wanted[product.id] ?? 0]));
}
