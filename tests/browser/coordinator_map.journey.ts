// The map of the day has ground under it only where an association asked for some: no picture is asked of somebody else's server
// before that, nor after it was switched off again.
import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { BARS, LARGE, SCREENS, SMALL, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

const THANKS = '© les contributeurs des Tuiles des Embruns';
const TILE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqLz3HwAEZgJx7xGR0wAAAABJRU5ErkJggg==',
  'base64',
);

let phone: Phone;
/** What was asked of the server of tiles, and by which page as far as it was told. */
const asked: { url: string; referer: string | undefined }[] = [];

const stage = onStage(Residence, async () => {
  phone = await stage.phone();
  await phone.context.route('https://tuiles.example.org/**', (route: Route) => {
    asked.push({ url: route.request().url(), referer: route.request().headers().referer });
    return route.fulfill({ contentType: 'image/png', body: TILE });
  });
  await phone.pair(stage.place, 'coordinator');
  // As a phone has it from its second day on: the app comes from the phone itself.
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.page.reload();
});

const map = () => phone.page.locator('figure', { has: phone.page.getByRole('heading', { name: 'Sur le plan' }) });
const ground = () => map().locator('img');

/** Opens the app anew, and once more when the phone has heard from which servers pictures may come. */
async function openTwice(): Promise<void> {
  await phone.page.reload();
  const heard = () =>
    phone.page.evaluate(async () => {
      const held = await caches.match('/index.html', { ignoreSearch: true, ignoreVary: true });
      return held?.headers.get('Content-Security-Policy');
    });
  await expect.poll(heard).toContain('https://tuiles.example.org');
  await phone.page.reload();
}

/** The day on a screen that has room for its map. */
async function day(): Promise<void> {
  await phone.page.setViewportSize(LARGE);
  await phone.goto('/aujourdhui');
  await map().scrollIntoViewIfNeeded();
  await map().getByRole('img', { name: /./ }).first().waitFor();
  await phone.settled();
}

/** Switches the ground on, or off again. */
async function tick(): Promise<void> {
  await phone.page.setViewportSize(SMALL);
  await phone.goto('/association/options');
  await phone.page.getByRole('checkbox', { name: /Un fond de carte/ }).tap();
}

async function save(): Promise<void> {
  await phone.page.getByRole('button', { name: 'Enregistrer' }).tap();
  await phone.page.getByText("C'est noté.").waitFor();
}

test('without a server of tiles the map is a drawing and asks nobody', async () => {
  await day();
  expect(await ground().count()).toBe(0);
  await tick();
  await phone.page.getByRole('button', { name: 'Enregistrer' }).tap();
  await phone.page.getByText("Écrivez l'adresse du fond de carte.").waitFor();
  await day();
  expect(await ground().count()).toBe(0);
  expect(asked).toEqual([]);
});

test('with one its tiles lie under the day, and it is thanked', async () => {
  await tick();
  await phone.page.getByLabel('Adresse du fond de carte').fill('https://tuiles.example.org/{z}/{x}/{y}.png');
  await phone.page.getByLabel('Qui remercier').fill(THANKS);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await save();
  expect(asked).toEqual([]);
  await openTwice();
  await day();
  await map().getByText(THANKS).waitFor();
  await expect
    .poll(() =>
      ground().evaluateAll((all) =>
        all.map((one) => (one as HTMLImageElement).naturalWidth > 0 && one.clientWidth > 0),
      ),
    )
    .toSatisfy((seen: boolean[]) => seen.length > 0 && seen.every(Boolean));
  expect(await phone.axe(false)).toEqual([]);
  await phone.page.screenshot({ path: `${SCREENS}coordinator-map-tiles-1280x800.png` });
  expect(asked.length).toBeLessThanOrEqual(12);
  expect(asked.filter((one) => !/^https:\/\/tuiles\.example\.org\/\d+\/\d+\/\d+\.png$/.test(one.url))).toEqual([]);
  // Nobody tells that server which page of which association asks.
  expect(asked.filter((one) => one.referer)).toEqual([]);
  expect(phone.faults).toEqual([]);
});

test('switched off again, nothing more is asked', async () => {
  const before = asked.length;
  await tick();
  await save();
  await day();
  expect(await ground().count()).toBe(0);
  expect(await phone.page.getByText(THANKS).count()).toBe(0);
  expect(asked.length).toBe(before);
  expect(phone.faults).toEqual([]);
});
