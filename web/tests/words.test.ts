// Dates, numbers and the rules of the printed French.
import { beforeEach, describe, expect, test } from 'vitest';
import { settings } from '../src/device/settings.svelte';
import { clockOf, endOf, minutesOf } from '../src/words/clock';
import { date, dayFull, dayLong, dayNear, dayOf, hour, hourOfMinutes, plusDays } from '../src/words/dates';
import { count, duration, euros, kilograms, number, phone } from '../src/words/numbers';

/** No-break spaces as plain ones, so that a case is readable. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

beforeEach(() => {
  settings.language = 'fr';
});

test('days', () => {
  expect(dayLong('2019-03-04')).toBe('lundi 4 mars');
  expect(dayLong('2019-03-01')).toBe('vendredi 1er mars');
  expect(dayLong('2019-03-31')).toBe('dimanche 31 mars');
  expect(dayFull('2019-03-04')).toBe('lundi 4 mars 2019');
  expect(date('2019-08-01')).toBe('1er août 2019');
  expect(dayNear('2019-03-05', '2019-03-04')).toBe('demain, mardi 5 mars');
  expect(dayNear('2019-03-07', '2019-03-04')).toBe('jeudi 7 mars');
  expect(plusDays('2019-03-31', 1)).toBe('2019-04-01');
  settings.language = 'en';
  expect(dayLong('2019-03-01')).toBe('Friday 1 March');
  expect(dayNear('2019-03-04', '2019-03-04')).toBe('today, Monday 4 March');
});

test('hours, in the zone of the association', () => {
  expect(plain(hour('2019-03-04T06:30:00Z'))).toBe('7 h 30');
  expect(plain(hour('2019-07-04T07:00:00Z'))).toBe('9 h');
  expect(plain(hour('2019-03-04T23:05:00Z'))).toBe('0 h 05');
  expect(plain(hourOfMinutes(16 * 60))).toBe('16 h');
  expect(dayOf(new Date('2019-03-04T23:05:00Z'))).toBe('2019-03-05');
});

test('numbers', () => {
  expect(plain(euros(123450))).toBe('1 234,50 €');
  expect(plain(kilograms(9060))).toBe('9,1 kg');
  expect(plain(number(1386))).toBe('1 386');
  expect(plain(duration(65))).toBe('1 h 05');
  expect(plain(duration(45))).toBe('45 min');
  expect(plain(count(1, 'porte', 'portes'))).toBe('1 porte');
  expect(plain(count(0, 'porte', 'portes'))).toBe('0 porte');
  expect(plain(phone('+33353010010'))).toBe('03 53 01 00 10');
  expect(phone('+4930123')).toBe('+4930123');
});

describe('the sentences', () => {
  const files = import.meta.glob<string>('../src/words/fr/*.ts', { query: '?raw', import: 'default', eager: true });

  test.each(Object.keys(files))('%s keeps its signs with their words', (name) => {
    const strings =
      files[name]!.replace(/^\s*(\/\/|\/\*).*$/gm, '').match(/'(?:\\.|[^'\n])*'|"[^"\n]*"|`[^`]*`/g) ?? [];
    const loose = strings.filter((text) => / [?!;»]|« | : /.test(text));
    expect(loose).toEqual([]);
    expect(strings.filter((text) => text.includes('’'))).toEqual([]);
  });

  const pages = import.meta.glob<string>('../src/**/*.svelte', { query: '?raw', import: 'default', eager: true });

  test('no page writes a sign of its own after its words', () => {
    const markup = (text: string) => text.replace(/<(script|style)[^]*?<\/\1>|<!--[^]*?-->/g, '');
    const loose = Object.keys(pages).filter((name) => /<\/(strong|b|span|a|dt|p)>\s*[:;?!]/.test(markup(pages[name]!)));
    expect(loose).toEqual([]);
  });

  test.each(Object.keys(files))('%s says no word of the machine room', (name) => {
    const banned = /\b(valider|synchronis\w*|slot|login|dashboard|push|erreur \d|tu|ton|ta)\b/i;
    const strings = files[name]!.match(/'(?:\\.|[^'\n])*'|"[^"\n]*"|`[^`]*`/g) ?? [];
    expect(strings.filter((text) => banned.test(text))).toEqual([]);
  });
});

test('hours of a field of time are minutes, and back', () => {
  expect([0, 450, 1439, 1440].map(clockOf)).toEqual(['00:00', '07:30', '23:59', '23:59']);
  expect(['12:00', clockOf(1440)].map(endOf)).toEqual([720, 1440]);
  expect([minutesOf('07:30'), minutesOf('23:59:00'), minutesOf('', 540), minutesOf('')]).toEqual([450, 1439, 540, NaN]);
});
