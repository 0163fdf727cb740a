// Days and hours as people say them: « lundi 4 mars », « demain, mardi 5 mars », « 7 h 30 ». Service days are local dates of
// the association and are never shifted; instants are told in its time zone, whatever the phone's.
import { settings, type Language } from '../device/settings.svelte';

const PARIS = 'Europe/Paris';
const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

type Parts = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Parts): Intl.DateTimeFormat {
  const key = settings.language + JSON.stringify(options);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[settings.language], options);
  formats.set(key, found);
  return found;
}

/** A date of the API, YYYY-MM-DD, said with these parts. */
function said(day: string, options: Parts): string {
  const text = format({ ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
  return settings.language === 'fr' ? text.replace(/(^|\s)1(?=\s[a-zûé])/, '$11er') : text;
}

/** « lundi 4 mars » */
export function dayLong(day: string): string {
  return said(day, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
}

/** « lundi 4 mars 2019 » */
export function dayFull(day: string): string {
  return said(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
}

/** « 4 mars 2019 » */
export function date(day: string): string {
  return said(day, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** « lun. 4 », « ven. 1er mars », in a strip of days that says the whole day aloud. */
export function dayShort(day: string): string {
  const month: Parts = day.endsWith('-01') ? { month: 'short' } : {};
  return said(day, { weekday: 'short', day: 'numeric', ...month });
}

/** « lundi » */
export function weekday(day: string): string {
  return said(day, { weekday: 'long' });
}

/** « demain, mardi 5 mars », and without a first word where it is neither today nor tomorrow. */
export function dayNear(day: string, today: string): string {
  const near = { fr: ["aujourd'hui", 'demain'], en: ['today', 'tomorrow'] }[settings.language];
  const word = day === today ? near[0] : day === plusDays(today, 1) ? near[1] : undefined;
  return word ? `${word}, ${dayLong(day)}` : dayLong(day);
}

/** « 7 h 30 », « 9 h »; an instant of the API in the association's zone. */
export function hour(instant: string, zone = PARIS): string {
  const [hours, minutes] = localTime(instant, zone);
  return clock(hours, minutes);
}

/** Minutes after local midnight, as opening hours have them. */
export function hourOfMinutes(minutes: number): string {
  return clock(Math.floor(minutes / 60), minutes % 60);
}

/** Hours that a person wrote, « de 9 h à 16 h 30 »: a number stays with its « h ». */
export function hoursSaid(text: string): string {
  return text.replace(/(\d)\s+h\b/g, '$1\u00a0h').replace(/\bh\s+(?=\d)/g, 'h\u00a0');
}

/** With a capital, as a line begins. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** « 9 h - 12 h » */
export function span(from: string, to: string, zone = PARIS): string {
  return `${hour(from, zone)} → ${hour(to, zone)}`;
}

/** The association's local date at an instant. */
export function dayOf(instant: Date, zone = PARIS): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
}

export function plusDays(day: string, days: number): string {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

function localTime(instant: string, zone: string): [number, number] {
  const parts = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: zone });
  const [hours, minutes] = parts.format(new Date(instant)).split(':').map(Number);
  return [(hours ?? 0) % 24, minutes ?? 0];
}

/** Joined by no-break spaces, so that an hour never breaks over two lines. */
function clock(hours: number, minutes: number): string {
  const two = String(minutes).padStart(2, '0');
  if (settings.language === 'en') return `${hours}:${two}`;
  return minutes ? `${hours}\u00a0h\u00a0${two}` : `${hours}\u00a0h`;
}
