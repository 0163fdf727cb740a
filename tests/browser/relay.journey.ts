// The relay operator's day: a caller's usual order in few keys, a second caller on hold, a change and a cancellation, a lost
// network that costs nothing, an absence, a usual order, the end of the talk. By keyboard alone.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Front } from './harness/front';
import { BARS, LARGE, openChromium, Phone } from './harness/phone';
import { Residence } from './harness/residence';

/** What a repeat order may cost from an empty screen. */
const FEW = 12;

let residence: Residence;
let front: Front;
let browser: Browser;
let phone: Phone;
let pressed = 0;

/** Presses keys as an operator does, and counts them. */
async function keys(...pressing: string[]): Promise<void> {
  for (const key of pressing) {
    await phone.page.keyboard.press(key);
    pressed += 1;
  }
}

/** The page of a caller, found by what is typed. */
async function call(typed: string, name: string): Promise<void> {
  await phone.page.getByLabel('Qui appelle').waitFor();
  await keys(...typed, 'Enter');
  await phone.page.getByRole('heading', { name }).waitFor();
  await phone.page.getByText('À lire à voix haute').waitFor();
}

const text = (what: string | RegExp) => phone.page.getByText(what).first();
const ordersSent = () => front.asked.filter(({ method, path }) => method === 'POST' && path === '/v1/orders');

/** A screen is photographed and examined, and stays large afterwards, as an office has it. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  await phone.shoot(name);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.page.setViewportSize(LARGE);
}

beforeAll(async () => {
  residence = await Residence.open();
  front = await Front.open(residence.url);
  browser = await openChromium();
  phone = await Phone.open(browser, front);
  await phone.page.setViewportSize(LARGE);
  await phone.pair(residence, 'relay_operator');
  await phone.page.getByLabel('Qui appelle').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await front?.close();
  await residence?.close();
});

test('from an empty screen to a confirmed repeat order', async () => {
  await seen('relay-desk');
  await phone.page.getByLabel('Qui appelle').focus();
  pressed = 0;
  await call('dubo', 'Madame Odette Dubocage');
  await phone.page.getByRole('button', { name: 'Noter la commande' }).waitFor();
  await keys('Enter');
  await text("C'est noté. 1").waitFor();
  console.log(`a repeat order: ${pressed} keys`);
  expect(pressed).toBeLessThanOrEqual(FEW);
  expect(ordersSent()).toHaveLength(1);
  // Enter once more makes no second loaf.
  await keys('Enter');
  expect(ordersSent()).toHaveLength(1);
  await seen('relay-noted');
});

test('a second caller waits and is taken up again with what was typed', async () => {
  await keys('ArrowRight', '3');
  await text(/^3\spains, /).waitFor();
  const sentence = await text(/^3\spains, /).textContent();
  await keys('Escape');
  await text('En attente').waitFor();
  await call('sterne 3', 'Haddoumi');
  await seen('relay-caller');
  await keys('Escape');
  await text('attend depuis').waitFor();
  await seen('relay-parked');
  await phone.page.getByLabel('Qui appelle').focus();
  await keys('ArrowDown', 'Enter');
  await phone.page.getByRole('heading', { name: 'Dubocage' }).waitFor();
  expect(await text(/^3\spains, /).textContent()).toBe(sentence);
});
