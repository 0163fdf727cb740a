// A week of hours as a form of the office has it: seven days, each open or not, with one span or two. Minutes count from local
// midnight. A volunteer's own form (volunteer/week.ts) has one span a day and may leave an hour empty while it is written.
import { WEEKDAYS } from '../../../words/weekdays';

export interface Span {
  from: number;
  until: number;
}

export interface Day {
  weekday: number;
  open: boolean;
  spans: Span[];
}

/** All seven days; one that has no hours gets `usual`, closed, so that opening it is one tap. */
export function weekOf(spans: readonly (Span & { weekday: number })[], usual: Span): Day[] {
  return WEEKDAYS.map((weekday) => {
    const its = spans.filter((span) => span.weekday === weekday).map(({ from, until }) => ({ from, until }));
    return { weekday, open: its.length > 0, spans: its.length ? its : [{ ...usual }] };
  });
}

export function spansOf(days: readonly Day[]): (Span & { weekday: number })[] {
  return days.flatMap((day) => (day.open ? day.spans.map((span) => ({ weekday: day.weekday, ...span })) : []));
}
