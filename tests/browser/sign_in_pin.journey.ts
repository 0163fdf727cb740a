// A new device of a real installation: `palier serve` asks for a PIN before the home, with each renewal once the page was
// loaded anew, and says plainly what becomes of wrong ones.
import { expect, test } from 'vitest';
import { Installation } from './harness/installation';
import { BARS, PIN } from './harness/phone';
import { onStage } from './harness/stage';

const LATER = 11 * 60_000;
const OTHER_PIN = '8305';

let coordinator: string;
let volunteer: { id: string; account_id: string };

const stage = onStage(Installation, async () => {
  const association = {
    name: 'Les Voisins des Embruns',
    phone: '03 53 01 00 10',
    answering_hours: '9 h - 12 h',
    holiday_zone: 'metropole',
  };
  const setup = { setup_token: stage.place.setupToken, association, device_label: 'Journey' };
  coordinator = (
    await ask<{ access_token: string }>('/v1/setup', { ...setup, coordinator: { name: 'Claire Vasseur' } })
  ).access_token;
  volunteer = await ask('/v1/volunteers', {
    given_name: 'Paul',
    family_name: 'Porteur',
    phone: '06 39 98 00 11',
  });
});

test('a PIN is chosen before the home, asked again later, and wrong ones are told plainly', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  const heading = (name: string) => page.getByRole('heading', { name });
  await page.clock.install();
  const { token } = await ask<{ token: string }>('/v1/pairings', { account_id: volunteer.account_id, kind: 'screen' });
  await page.goto(`${stage.front.url}/#pair=${token}`);
  await page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await page.getByRole('button', { name: "Oui, c'est moi" }).tap();
  await heading('Choisissez un code secret').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.typePin('1234');
  await phone.shoot('pin-choose');
  await page.getByRole('button', { name: 'Garder ce code' }).tap();
  await page.getByText('trop facile à deviner').waitFor();
  // A keyboard's digits count as well.
  await page.keyboard.type(PIN);
  await page.getByRole('button', { name: 'Garder ce code' }).tap();
  await heading('Choisissez un code secret').waitFor({ state: 'detached' });
  await phone.settled();

  // In memory: the first renewal asks nobody.
  await page.clock.fastForward(LATER);
  await phone.goto('/disponibilites');
  await expect.poll(() => stage.front.asked.filter((one) => one.path === '/v1/sessions/refresh').length).toBe(1);
  await phone.settled();
  expect(await heading('Votre code secret').count()).toBe(0);

  // Loaded anew it is gone, and what is asked next waits behind the page.
  await page.reload();
  await phone.settled();
  await page.clock.fastForward(LATER);
  await phone.goto('/reglages');
  await heading('Votre code secret').waitFor();
  expect(await page.title()).toBe('Votre code secret · palier');
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('pin-locked');
  await phone.typePin('9999');
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await page.getByText('Encore 2 essais').waitFor();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('pin-wrong');
  stage.front.weather = (_method, path) => (path === '/v1/sessions/refresh' ? refused('pin.locked', 429, 30) : 'clear');
  await phone.typePin('9999');
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await page.getByText('Réessayez dans 30 secondes').waitFor();
  await phone.typePin(PIN);
  expect(await page.getByRole('button', { name: 'Ouvrir' }).isDisabled()).toBe(true);
  await phone.shoot('pin-wait');
  stage.front.clear();
  await page.clock.fastForward(31_000);
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await heading('Votre code secret').waitFor({ state: 'detached' });
  await page.getByText('celui-ci').waitFor();
  expect(await page.title()).toBe('Réglages · palier');
  expect(phone.faults).toEqual([]);

  // Ten wrong ones end the session: a sentence, and a card helps.
  await page.reload();
  await page.getByText('celui-ci').waitFor();
  await page.clock.fastForward(LATER);
  await phone.goto('/disponibilites');
  await heading('Votre code secret').waitFor();
  stage.front.weather = (_method, path) => (path === '/v1/sessions/refresh' ? refused('pin.exhausted', 401) : 'clear');
  await phone.typePin('9999');
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await page.getByText("trop d'essais avec un mauvais code secret").waitFor();
  stage.front.clear();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('pin-exhausted');
  await phone.close();
});

test('a forgotten PIN: with a new card of the coordinator another one is chosen', async () => {
  const tablet = await stage.phone();
  const { page } = tablet;
  const heading = (name: string) => page.getByRole('heading', { name });
  const pairing = { account_id: volunteer.account_id, kind: 'screen', shared: true };
  await tablet.enter((await ask<{ token: string }>('/v1/pairings', pairing)).token);
  await page.reload();
  await heading('Votre code secret').waitFor();
  await page.getByText('Code secret oublié').tap();
  await page.getByText('elle vous donne une nouvelle carte').waitFor();
  const { token } = await ask<{ token: string }>('/v1/pairings', pairing);
  await page.getByRole('link', { name: "J'ai une nouvelle carte" }).tap();
  await page.getByLabel('Le code de la carte').fill(token);
  await page.getByRole('button', { name: 'Me connecter' }).tap();
  await page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await page.getByRole('button', { name: "Oui, c'est moi" }).tap();
  await tablet.choosePin(OTHER_PIN);

  await page.reload();
  await heading('Votre code secret').waitFor();
  await tablet.typePin(PIN);
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await page.getByText('Encore 2 essais').waitFor();
  await tablet.typePin(OTHER_PIN);
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await heading('Votre code secret').waitFor({ state: 'detached' });
  expect(tablet.faults).toEqual([]);
  await tablet.close();
});

async function ask<T>(path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    'Idempotency-Key': `journey-${path}-${Date.now()}`.replaceAll('/', '-'),
  };
  if (coordinator) headers.Authorization = `Bearer ${coordinator}`;
  const response = await fetch(stage.place.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** What the server says to somebody who guesses. */
function refused(code: string, status: number, wait_s?: number) {
  return { status, body: JSON.stringify({ type: 'x', code, status, title: 'x', remedy: 'x', wait_s }) };
}
