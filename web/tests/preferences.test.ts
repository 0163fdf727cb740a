// What a tap on the screen of notices asks for: one way comes first, the others keep their usual order, and what was left out
// elsewhere stays out.
import { expect, test } from 'vitest';
import { firstOf, type Preference, unwanted, wantedAgain, withFirst } from '../src/pages/notices/preferences';

const usual: Preference['usual'] = ['push', 'sms', 'email', 'call'];
const one: Preference = {
  kind: 'round_published',
  may_be_declined: true,
  chosen: false,
  channels: usual,
  usual,
  possible: usual,
  open: ['sms', 'call'],
};

test('the first choice is the first way that leads to them', () => {
  expect(firstOf(one)).toBe('sms');
  expect(firstOf({ ...one, channels: ['call', 'sms'] })).toBe('call');
  expect(firstOf({ ...one, open: [] })).toBeUndefined();
  expect(firstOf(unwanted(one))).toBeUndefined();
});

test('another first choice puts the others in their usual order', () => {
  const called = withFirst(one, 'call');
  expect(called).toMatchObject({ chosen: true, channels: ['call', 'push', 'sms', 'email'] });
  expect(withFirst(called, 'email').channels).toEqual(['email', 'push', 'sms', 'call']);
  expect(withFirst({ ...one, channels: ['push', 'sms'] }, 'sms').channels).toEqual(['sms', 'push']);
});

test('who wants it again has chosen nothing', () => {
  expect(unwanted(one)).toMatchObject({ chosen: true, channels: [] });
  expect(wantedAgain(unwanted(one))).toEqual(one);
});

test('what one has to ask for is asked for by every way', () => {
  const unasked: Preference = { ...one, kind: 'order_confirmed', usual: [], channels: [] };
  expect(wantedAgain(unasked)).toMatchObject({ chosen: true, channels: usual });
  expect(withFirst(wantedAgain(unasked), 'call').channels).toEqual(['call', 'push', 'sms', 'email']);
});
