// What an attacker tried on phones that are signed in: airplane mode in front of a PIN, a tab that was left open, a second
// person on one phone, a phone that lost its key, a link with something behind its token, a network that goes at once.
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { BARS, type Phone, PIN } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';
import { Morning } from './harness/walker';

const LATER = 11 * 60_000;
const OTHER_PIN = '8305';

let morning: Morning;
let phone: Phone;
let page: Page;

const stage = onStage(Residence, async () => {
  morning = await Morning.plan(stage.place);
});

beforeEach(async () => {
  stage.front.clear();
  phone = await stage.phone();
  page = phone.page;
  return () => phone.close();
});

const heading = (name: string | RegExp) => page.getByRole('heading', { name });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const walker = () => morning.coordinator.token(morning.walker.account_id);

test('airplane mode does not take the PIN off an office page', async () => {
  await page.clock.install();
  await phone.enter(await stage.place.another('coordinator'));
  await choosePin(PIN);
  await phone.goto('/personnes');
  await page
    .getByRole('link', { name: /bis \d/ })
    .first()
    .waitFor();
  await page.reload();
  await phone.settled();
  await page
    .getByRole('link', { name: /bis \d/ })
    .first()
    .waitFor();
  await page.clock.fastForward(LATER);
  await page.locator('input').first().fill('N');
  await page.clock.fastForward(2_000);
  await heading('Votre code secret').waitFor();
  await phone.offline(true);
  await page.getByText('Il en faut pour ouvrir cette page').first().waitFor();
  expect(await heading('Votre code secret').isVisible()).toBe(true);
  expect(await page.getByRole('link', { name: /bis \d/ }).count()).toBe(0);
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('pin-offline');
  expect(phone.faults).toEqual([]);
});

test('a tab that was left open leaves with the others, and what waits is told', async () => {
  await phone.enter(await walker());
  await setOut();
  const other = await phone.context.newPage();
  phone.watch(other);
  await other.goto(`${stage.front.url}/#/tournee`);
  await other.getByRole('heading', { name: 'Ma tournée' }).waitFor();
  stage.front.weather = () => 'cut';
  await button(/^✓ /).first().tap();
  await page.getByText(/\d à envoyer/).waitFor();
  await phone.goto('/reglages');
  await button('Me déconnecter').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Me déconnecter' }).tap();
  await button('Garder dans un fichier').tap();
  await button('Me déconnecter maintenant').tap();
  await heading('Bienvenue sur palier').waitFor();
  await page.getByText('1 résultat de tournée attend').waitFor();
  await other.getByRole('heading', { name: 'Bienvenue sur palier' }).waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('welcome-waiting');
  // Signed in again, it leaves by itself.
  stage.front.clear();
  await phone.enter(await walker());
  await page.getByText('Tout est envoyé').first().waitFor();
  expect(phone.faults).toEqual([]);
});

test('a phone that lost its key is told so, keeps its queue and is paired again', async () => {
  await phone.enter(await walker());
  await setOut();
  stage.front.weather = () => 'cut';
  await button(/^✓ /).first().tap();
  await page.getByText(/\d à envoyer/).waitFor();
  await inDatabase(page, 'keys');
  stage.front.clear();
  await page.reload();
  await heading("Ce téléphone n'est plus connecté").waitFor();
  await page.getByText('1 résultat de tournée attend').waitFor();
  const file = page.waitForEvent('download');
  await button('Garder dans un fichier').tap();
  expect((await file).suggestedFilename()).toBe('palier-a-envoyer.json');
  await phone.enter(await walker());
  await page.getByText('Tout est envoyé').first().waitFor();
  await page.reload();
  await heading('Ma tournée').waitFor();

  // A row of somebody else that nothing opens stands in nobody's way.
  await inDatabase(page, 'accounts', { account_id: 'acc_nobody', ended: false, sealed: 'torn' });
  await page.reload();
  await heading('Ma tournée').waitFor();
  await phone.enter(await walker());

  // Another tab had a newer page: this one says which of the two is old.
  await inDatabase(page, 'newer');
  await page.reload();
  await page.getByText('Cette page est plus ancienne que ce téléphone').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('welcome-older');
  expect(phone.faults).toEqual([]);
});

test('whoever changes person on a phone of two types the PIN again', async () => {
  await phone.enter(await walker());
  await choosePin(PIN);
  const second = morning.volunteers.find((one) => one.status === 'accepted' && one.id !== morning.walker.id)!;
  await phone.enter(await morning.coordinator.token(second.account_id));
  await choosePin(OTHER_PIN);
  await phone.goto('/reglages');
  await button(new RegExp(morning.walker.family_name)).tap();
  await heading('Votre code secret').waitFor();
  // Neither a page that is loaded anew nor a network that goes opens it.
  await page.reload();
  await heading('Votre code secret').waitFor();
  expect(await heading('Ma tournée').count()).toBe(0);
  await phone.offline(true);
  await page.getByText('Il en faut pour ouvrir cette page').waitFor();
  await phone.offline(false);
  await phone.typePin(PIN);
  await button('Ouvrir').tap();
  await heading('Ma tournée').waitFor();
  expect(phone.faults).toEqual([]);
});

test('a token leaves the address whatever stands behind it, and what is no card is told', async () => {
  await page.goto(`${stage.front.url}/#pair=${await walker()}.%20`);
  await button('Oui, connecter').waitFor();
  expect(page.url()).toBe(`${stage.front.url}/#/connexion`);
  await page.goto('about:blank');
  await page.goto(`${stage.front.url}/#pair=`);
  await page.getByText("Ce lien n'est pas celui d'une carte").waitFor();
  expect(page.url()).toBe(`${stage.front.url}/#/connexion`);
  expect(phone.faults).toEqual([]);
});

test('a network that goes right after pairing leaves every door open', async () => {
  // Without what a service worker would have fetched meanwhile.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await phone.enter(await walker());
  await heading('Ma tournée').waitFor();
  await page.locator('html[data-ahead=round]').waitFor();
  await phone.offline(true);
  await page
    .getByRole('link', { name: /bis \d/ })
    .first()
    .tap();
  await heading('Une porte').waitFor();
  await phone.goto('/a-envoyer');
  await page.getByText('Tout est envoyé. Rien').waitFor();
  expect(phone.faults).toEqual([]);
});

/** Says yes and sets out, where that is still to be done. */
async function setOut(): Promise<void> {
  const [yes, go, tick] = [button('Oui, je la fais'), button('Je pars'), button(/^✓ /).first()];
  await yes.or(go).or(tick).first().waitFor();
  if (await yes.isVisible()) await yes.tap();
  await go.or(tick).first().waitFor();
  if (await go.isVisible()) await go.tap();
  await tick.waitFor();
}

async function choosePin(pin: string): Promise<void> {
  await phone.goto('/reglages/code');
  await heading('Mon code secret').waitFor();
  await phone.typePin(pin);
  await button('Garder ce code').tap();
  await page.getByText('Retenez bien votre code secret').waitFor();
}

/** Empties a store of this phone's database, puts a row there, or makes the database newer. */
async function inDatabase(on: Page, store: string, row?: unknown): Promise<void> {
  await on.evaluate(
    async ([store, row]) => {
      const open = indexedDB.open('palier', store === 'newer' ? 9 : undefined);
      const db = await new Promise<IDBDatabase>((go) => (open.onsuccess = () => go(open.result)));
      if (store !== 'newer') {
        const tx = db.transaction(store as string, 'readwrite');
        if (row) tx.objectStore(store as string).put(row);
        else tx.objectStore(store as string).clear();
        await new Promise((go) => (tx.oncomplete = go));
      }
      db.close();
    },
    [store, row] as const,
  );
}
