// A printed card and the eye of a phone: read by a camera whose browser cannot read squares itself, and withdrawn by whoever
// printed it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BARS, openChromium, Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

interface Card {
  id: string;
  token: string;
  /** What opens it at the door. */
  family: string;
}

let phone: Phone;

const stage = onStage(Residence, async () => {
  phone = await stage.phone();
  await phone.pair(stage.place, 'coordinator');
});

const button = (name: string) => phone.page.getByRole('button', { name });

/** Prints the card of a resident, on the coordinator's screen. */
async function print(at: number): Promise<Card> {
  const { page } = phone;
  await phone.goto('/personnes');
  await page.getByRole('list', { name: 'Habitants' }).getByRole('link').nth(at).tap();
  const title = page.getByRole('heading', { name: "Fiche d'habitant", exact: true });
  const name = await title.locator('xpath=../..').locator('h2').first().innerText();
  await page.getByRole('link', { name: /Carte de connexion/ }).tap();
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/v1/pairings'));
  await button('Faire la carte').tap();
  const { id, token } = (await (await answered).json()) as { id: string; token: string };
  await page.getByRole('article', { name: 'Carte de connexion' }).waitFor();
  return { id, token, family: name.trim().split(/\s+/).at(-1)! };
}

/** Opens it at the door by its code; answers what is said. */
async function openAtTheDoor(card: Card): Promise<string> {
  const { page } = phone;
  await phone.goto('/ouvrir-une-carte');
  await page.getByLabel('La carte').fill(card.id.replace('par_', ''));
  await page.getByLabel('Son nom de famille').fill(card.family);
  await button('Ouvrir la carte').tap();
  const said = page.getByText(/^✓ La carte est ouverte/).or(page.getByRole('alert'));
  await said.waitFor();
  return said.innerText();
}

/** The square of the card on the screen, as a camera at arm's length sees it. */
async function photograph(): Promise<Buffer> {
  const square = await phone.page.getByRole('img', { name: 'Carré à scanner' }).screenshot();
  const paper = await phone.context.newPage();
  await paper.setViewportSize({ width: 640, height: 480 });
  await paper.setContent(
    `<body style="margin:0;height:480px;display:grid;place-items:center;background:#eee">` +
      `<img width="300" src="data:image/png;base64,${square.toString('base64')}">`,
  );
  const picture = await paper.screenshot({ type: 'jpeg', quality: 90 });
  await paper.close();
  return picture;
}

test('a browser that reads no squares signs in with a card held to its camera', async () => {
  const card = await print(0);
  const picture = await photograph();
  expect(await openAtTheDoor(card)).toContain('La carte est ouverte');
  const folder = await mkdtemp(join(tmpdir(), 'palier-camera-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const film = join(folder, 'card.mjpeg');
  await writeFile(film, picture);
  const seeing = await openChromium(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  );
  onTestFinished(() => seeing.close());
  const theirs = await Phone.open(seeing, stage.front);
  const { page } = theirs;
  await theirs.context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'));
  await theirs.goto('/bienvenue');
  await page.getByRole('button', { name: 'Scanner ma carte' }).tap();
  await page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await page.getByText(new RegExp(`Vous êtes bien .*${card.family}`)).waitFor();
  expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false);
  // The token was in no address that this browser keeps.
  expect(page.url()).toBe(`${stage.front.url}/#/connexion`);
  expect(theirs.faults).toEqual([]);
});

test('a card that was withdrawn opens nothing, though it was open already', async () => {
  const { page } = phone;
  const card = await print(1);
  const printed = page.url();
  expect(await openByColleague(card)).toBe(200);
  expect(page.url()).toBe(printed);
  await button('Annuler cette carte').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Oui, annuler la carte' }).tap();
  await page.getByText('La carte est annulée').waitFor();
  await phone.settled();
  expect(await page.getByRole('article', { name: 'Carte de connexion' }).count()).toBe(0);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('people-card-withdrawn');

  const theirs = await stage.phone();
  await theirs.page.goto(`${stage.front.url}/#pair=${card.token}`);
  await theirs.page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await theirs.page.getByText('Cette carte ne marche pas').waitFor();
  await theirs.close();
  expect(await openAtTheDoor(card)).not.toContain('La carte est ouverte');

  // Another one for the same person works.
  const next = await print(1);
  expect(await openAtTheDoor(next)).toContain('La carte est ouverte');
  const again = await stage.phone();
  await again.page.goto(`${stage.front.url}/#pair=${next.token}`);
  await again.page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await again.page.getByText(new RegExp(`Vous êtes bien .*${next.family}`)).waitFor();
  expect([...phone.faults, ...again.faults]).toEqual([]);
});

/** A colleague at the door opens it, while it is still on the coordinator's screen. */
async function openByColleague(card: Card): Promise<number> {
  const pairing_token = await stage.place.another('coordinator');
  const session = { pairing_token, device_label: 'Journey' };
  const { body } = await stage.place.api('POST', '/v1/sessions', undefined, session);
  const opening = { family_name: card.family };
  const path = `/v1/pairings/${card.id}/opening`;
  return (await stage.place.api('POST', path, String(body.access_token), opening)).status;
}
