// A week of hours as a form has it: seven days, each open or not, with one span or two. Minutes count from local midnight.
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

/** « 07:30 », as a field of time takes it. */
export function clockOf(minutes: number): string {
  const bounded = Math.min(minutes, 24 * 60 - 1);
  return `${String(Math.floor(bounded / 60)).padStart(2, '0')}:${String(bounded % 60).padStart(2, '0')}`;
}

/** Minutes of a field of time; what was there before where it is empty. */
export function minutesOf(clock: string, before: number): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined ? before : Number(hours) * 60 + Number(minutes);
}
