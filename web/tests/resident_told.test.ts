// What the resident reads of the order of a day: who had nothing must never read the same as who was served.
import { expect, test } from 'vitest';
import { toldOf } from '../src/pages/resident/told';
import fr from '../src/words/fr/resident';

const t = fr.who;

test('somebody who comes is named with the hour, and the hour is said once', () => {
  const told = toldOf(t, { state: 'planned', given_name: 'Paul', before_min: 540 });
  expect(told).toEqual({ sentence: 'Paul passe avant 9\u00a0h', hour: true });
  expect(toldOf(t, { state: 'planned' })).toEqual({ sentence: '' });
  expect(toldOf(t, undefined)).toEqual({ sentence: '' });
});

test('what became of it is said apart, and who had nothing is told what now', () => {
  expect(toldOf(t, { state: 'delivered' })).toEqual({ sentence: "C'est livré.", became: 'done' });
  const missed = toldOf(t, { state: 'not_delivered' });
  expect(missed.became).toBe('missed');
  expect(missed.sentence).toMatch(/^Nous n'avons pas pu vous livrer\. Appelez/);
  expect(toldOf(t, { state: 'partly_delivered' }).became).toBe('missed');
});
