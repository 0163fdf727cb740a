// Numbers as people read them: « 1 234,50 € », « 7,5 kg », « 03 53 01 00 10 ». Money comes in cents and weight in grams.
import { settings } from '../device/settings.svelte';

const LOCALES = { fr: 'fr-FR', en: 'en-GB' };

function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(LOCALES[settings.language], options);
}

export function number(value: number): string {
  return format({ maximumFractionDigits: 1 }).format(value);
}

export function euros(cents: number): string {
  return format({ style: 'currency', currency: 'EUR' }).format(cents / 100);
}

export function kilograms(grams: number): string {
  return `${number(grams / 1000)}\u00a0kg`;
}

/** « 1 h 05 », « 45 min » */
export function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return `${rest}\u00a0min`;
  return rest ? `${hours}\u00a0h\u00a0${String(rest).padStart(2, '0')}` : `${hours}\u00a0h`;
}

/** « 1 porte », « 3 portes »; French takes the singular below two. */
export function count(value: number, one: string, several: string): string {
  const single = settings.language === 'fr' ? Math.abs(value) < 2 : value === 1;
  return `${number(value)}\u00a0${single ? one : several}`;
}

/** A number of the API (E.164) as it is dialled here. */
export function phone(e164: string): string {
  const national = /^\+33(\d{9})$/.exec(e164)?.[1];
  return national ? `0${national}`.replace(/(\d{2})(?=\d)/g, '$1\u00a0') : e164;
}
