// The days in front of whoever orders, for themselves or for a caller: which they are, and what stands on each. Pure.
import type { Schemas } from '../api/types';
import { plusDays } from '../words/dates';

/** Today and four weeks: as far as the API tells a product's days to whom does not say how far. The contract has no bound. */
export const DAYS_AHEAD = 29;

/** Today and the days after it. */
export function comingDays(today: string, count = DAYS_AHEAD): string[] {
  return Array.from({ length: count }, (_, at) => plusDays(today, at));
}

export interface Away {
  first_day: string;
  /** Until they call, where there is none. */
  last_day?: string | null;
}

export function isAway({ absences }: { absences: readonly Away[] }, day: string): boolean {
  return absences.some((away) => away.first_day <= day && (!away.last_day || day <= away.last_day));
}

export function orderOn(desk: Pick<Schemas['Desk'], 'coming_orders'>, day: string): Schemas['Order'] | undefined {
  return desk.coming_orders.find((order) => order.service_day === day);
}

/** The desk after an order was placed, changed or cancelled, as the answer told it. */
export function withOrder(desk: Schemas['Desk'], order: Schemas['Order']): Schemas['Desk'] {
  const others = desk.coming_orders.filter((one) => one.service_day !== order.service_day);
  return { ...desk, coming_orders: order.status === 'placed' ? [...others, order] : others };
}
