// The relay operator's day: a caller's usual order in few keys, a second caller on hold, a change and a cancellation, a lost
// network that costs nothing, an absence, a usual order, the end of the talk. By keyboard alone.
import { expect, test } from 'vitest';
import { BARS, LARGE, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';
import { Office } from './resident_scene';

const STALE = JSON.stringify({
  type: 'about:blank',
  code: 'request.stale',
  status: 412,
  title: 'Cela a changé.',
  remedy: 'Regardez encore.',
});

/** What a repeat order may cost from an empty screen. */
const FEW = 12;

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
}

const text = (what: string | RegExp) => phone.page.getByText(what).first();
const ordersSent = () => stage.front.asked.filter(({ method, path }) => method === 'POST' && path === '/v1/orders');

/** A screen is photographed and examined, and stays large afterwards, as an office has it. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  await phone.shoot(name);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.page.setViewportSize(LARGE);
}

// The shops are open every day: what is typed for the next day fits whatever day it is.
const stage = onStage(Residence, async () => {
  await (await Office.open(stage.place)).openEveryDay();
  phone = await stage.phone();
  await phone.page.setViewportSize(LARGE);
  await phone.pair(stage.place, 'relay_operator');
  await phone.page.getByLabel('Qui appelle').waitFor();
});

test('from an empty screen to a confirmed repeat order', async () => {
  await seen('relay-desk');
  await phone.page.getByLabel('Qui appelle').focus();
  pressed = 0;
  await call('dubo', 'Madame Odette Dubocage');
  await text('À lire à voix haute').waitFor();
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
  // A stairwell shows its doors; the second is one key further down.
  await phone.page.getByLabel('Qui appelle').waitFor();
  await keys(...'sterne 3');
  const rows = phone.page.locator('a.person');
  await rows.filter({ hasText: 'Haddoumi' }).waitFor();
  await seen('relay-found');
  expect(await rows.allTextContents()).toEqual(await rows.filter({ hasText: 'entrée 3' }).allTextContents());
  const second = (await rows.nth(1).locator('strong').textContent())!;
  await phone.page.getByLabel('Qui appelle').focus();
  await keys('ArrowDown', 'ArrowDown', 'Enter');
  await phone.page.getByRole('heading', { name: second }).waitFor();
  await seen('relay-caller');
  await keys('Escape');
  await text('attend depuis').waitFor();
  await seen('relay-parked');
  await phone.page.getByLabel('Qui appelle').focus();
  await keys('ArrowDown', 'Enter');
  await phone.page.getByRole('heading', { name: 'Dubocage' }).waitFor();
  expect(await text(/^3\spains, /).textContent()).toBe(sentence);
});

test('an order is changed, a lost answer makes no second loaf, and a cancelled day is free again', async () => {
  // The next day's order, from the usual one or new; three loaves were typed above.
  await keys('Enter');
  await text(/C'est noté\. 3/).waitFor();
  await keys('0');
  await text(/^Rien /).waitFor();
  await keys('Enter');
  await text("C'est annulé.").waitFor();

  // palier does it, and the network goes before its answer comes: nothing typed is lost, and the same key is sent again.
  await keys('2');
  stage.front.weather = (method, path) => (method === 'POST' && path === '/v1/orders' ? 'lost' : 'clear');
  await keys('Enter');
  await text(/Rien n'est perdu/).waitFor();
  await text(/^2\spains, /).waitFor();
  await seen('relay-lost');
  stage.front.clear();
  const before = ordersSent().length;
  await phone.page.getByRole('button', { name: 'Renvoyer' }).click();
  await text(/C'est noté\. 2/).waitFor();
  const [lost, sent] = ordersSent().slice(before - 1);
  expect(sent!.key).toBe(lost!.key);
  expect(sent!.body).toBe(lost!.body);
});

test('somebody else was quicker: the screen says so and keeps what was typed', async () => {
  const order = stage.front.asked.filter(({ path }) => path === '/v1/orders').at(-1)!;
  expect(order.body).toContain('phone_relay');
  stage.front.weather = (method, path) =>
    method === 'PATCH' && path.startsWith('/v1/orders/') ? { status: 412, body: STALE } : 'clear';
  await keys('4', 'Enter');
  await text('Cette commande a changé entre-temps').waitFor();
  await text(/^4\spains, /).waitFor();
  await seen('relay-conflict');
  stage.front.clear();
  await keys('Enter');
  await text(/C'est noté\. 4/).waitFor();
});

test('an absence without an end, and back', async () => {
  await keys('a');
  await phone.page.getByRole('heading', { name: 'Absence' }).waitFor();
  await phone.page.getByText('On ne sait pas').click();
  await text('sans date de retour').waitFor();
  await seen('relay-absence');
  await keys('Enter');
  await text("L'absence est notée").waitFor();
  await text('retour inconnu').waitFor();
  await keys('a');
  await phone.page.getByRole('button', { name: 'Retirer cette absence' }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Oui' }).click();
  await text("L'absence est retirée").waitFor();
  await keys('Escape');
});

test('a usual order is read back, changed and stopped', async () => {
  await phone.page.getByRole('link', { name: 'Commande habituelle' }).waitFor();
  await keys('h');
  await phone.page.getByLabel('Pain, lundi').waitFor();
  await keys('ArrowRight', 'ArrowRight', '2');
  await text(/et 2\spains le mercredi/).waitFor();
  await seen('relay-usual');
  await phone.page.getByLabel('Pain, lundi').focus();
  await keys('Enter');
  await text('La commande habituelle est notée').waitFor();
  await keys('h');
  await phone.page.getByRole('button', { name: 'Arrêter la commande habituelle' }).click();
  await phone.page.getByRole('button', { name: 'Oui, arrêter' }).click();
  await text('La commande habituelle est arrêtée').waitFor();
});

test('the talk is noted and the call ends', async () => {
  await phone.page.getByRole('button', { name: 'Nous avons parlé' }).waitFor();
  await keys('p');
  await text("L'échange est noté").waitFor();
  expect(await phone.page.getByText('Odette Dubocage').count()).toBe(0);
  await call('dubo', 'Dubocage');
  await text(/Nous avons parlé, par téléphone/).waitFor();
  expect(await phone.page.title()).toBe('Standard · palier');
  expect(phone.page.url()).not.toContain('ubocage');
  expect(phone.faults).toEqual([]);
});
