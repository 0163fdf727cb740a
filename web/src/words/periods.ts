// Months and weeks as people say them: « novembre 2026 », « semaine 10 ». Months are `2019-03` and weeks `2019-W10`, as the API
// counts them.
import { settings } from '../device/settings.svelte';
import { plusDays } from './dates';

/** « novembre 2026 » */
export function monthName(month: string): string {
  const locale = { fr: 'fr-FR', en: 'en-GB' }[settings.language];
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T12:00:00Z`));
}

/** « semaine 10 » */
export function weekName(week: string): string {
  const number = Number(week.slice(-2));
  return { fr: `semaine ${number}`, en: `week ${number}` }[settings.language];
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function firstDay(month: string): string {
  return `${month}-01`;
}

export function lastDay(month: string): string {
  return plusDays(firstDay(plusMonths(month, 1)), -1);
}

export function plusMonths(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number);
  const months = year! * 12 + number! - 1 + by;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}
