// Which day a resident may order for, what is proposed, and how a week of theirs looks. Pure: it reads no clock and asks
// nothing. Days are local dates of the association, as the API tells them.
import type { Schemas } from '../../api/types';
import { plusDays } from '../../words/dates';
import { weekdayOf, WEEKDAYS } from '../../words/weekdays';
import { comingDays, DAYS_AHEAD, isAway, orderOn } from '../coming_days';
import { quantitiesOf, type Line, type Quantities } from '../quantities';

export type Day = string;

export interface Offer {
  product: Schemas['Product'];
  /** The first day for which it can still be ordered. */
  next: Day | undefined;
  days: ReadonlyMap<Day, Schemas['ProductDay']>;
}

type Desk = Pick<Schemas['Desk'], 'coming_orders' | 'absences' | 'last_order' | 'standing_order'>;

export function isOpen(offer: Offer, day: Day): boolean {
  return offer.days.get(day)?.state === 'open';
}

/** The absence after which nothing can be ordered any more: it has no end, or one beyond the days that are looked at. */
export function longAbsence(desk: Pick<Desk, 'absences'>, today: Day): Schemas['DeskAbsence'] | undefined {
  const end = plusDays(today, DAYS_AHEAD - 1);
  return desk.absences.find((away) => away.first_day <= end && (!away.last_day || end <= away.last_day));
}

/** What a resident means who speaks of a delivery: today's, else the one before. */
export function lastDelivery(desk: Pick<Desk, 'coming_orders' | 'last_order'>, today: Day): Desk['last_order'] {
  return orderOn(desk, today) ?? desk.last_order;
}

/** The first day on which something can be ordered and the resident is at home. */
export function firstDay(desk: Pick<Desk, 'absences'>, offers: readonly Offer[], today: Day): Day | undefined {
  return comingDays(today).find((day) => !isAway(desk, day) && offers.some((offer) => isOpen(offer, day)));
}

/** The same, where nothing is ordered yet: a second loaf is never proposed. */
export function firstFreeDay(desk: Desk, offers: readonly Offer[], today: Day): Day | undefined {
  return comingDays(today).find(
    (day) => !isAway(desk, day) && !orderOn(desk, day) && offers.some((offer) => isOpen(offer, day)),
  );
}

/** What is usual on that day, else what was had the last time; only what can be had that day. */
export function proposal(desk: Desk, offers: readonly Offer[], day: Day): Quantities {
  const usual = desk.standing_order?.lines.filter((line) => line.weekday === weekdayOf(day)) ?? [];
  const lines: readonly Line[] = usual.length ? usual : (desk.last_order?.lines ?? []);
  const had = lines.filter((line) =>
    offers.some((offer) => offer.product.id === line.product_id && isOpen(offer, day)),
  );
  return quantitiesOf(had);
}

/** Weekdays on which a product usually comes; one shop's leave or exceptional opening does not make a habit. */
export function usualWeekdays(offer: Offer): number[] {
  const said = [...offer.days.values()].filter((one) => one.why !== 'holiday' && one.why !== 'cutoff_passed');
  return WEEKDAYS.filter((weekday) => {
    const same = said.filter((one) => weekdayOf(one.day) === weekday);
    const open = same.filter((one) => one.state === 'open').length;
    return same.length > 0 && open * 2 >= same.length;
  });
}

export interface Week {
  monday: Day;
  /** The days of the usual order in it that are still to come. */
  days: Day[];
  skipped: boolean;
}

/** This week and the next three, as the usual order has them. */
export function comingWeeks(standing: Schemas['StandingOrder'], today: Day): Week[] {
  const monday = plusDays(today, 1 - weekdayOf(today));
  const wanted = new Set(standing.lines.map((line) => line.weekday));
  return [0, 7, 14, 21, 28]
    .map((later) => {
      const first = plusDays(monday, later);
      const days = comingDays(first, 7).filter(
        (day) => day > today && day >= standing.starts_on && wanted.has(weekdayOf(day)),
      );
      return { monday: first, days, skipped: days.every((day) => standing.skips.includes(day)) };
    })
    .filter((week) => week.days.length > 0)
    .slice(0, 4);
}

/** The last hour at which any of its lines changes; undefined once one of them is past it. */
export function changeableUntil(order: Schemas['Order']): string | undefined {
  if (!order.lines.length || !order.lines.every((line) => line.changeable)) return undefined;
  return order.lines.map((line) => line.changeable_until).sort()[0];
}

/** Why nothing can be ordered for a day; undefined while something can. A passed hour is said before a closed shop. */
export function firstClosed(offers: readonly Offer[], day: Day): Schemas['ProductDay'] | undefined {
  if (offers.some((offer) => isOpen(offer, day))) return undefined;
  const closed = offers.flatMap((offer) => offer.days.get(day) ?? []);
  return closed.find((one) => one.why === 'cutoff_passed') ?? closed[0];
}
