// Signing in on the fictional residence: each role of the demonstration by one tap, a PIN before what waits is sent, a
// password on a second device, a session ended from another, a tablet of several people. New devices of a real installation
// are in sign_in_pin.journey.ts.
import { expect, test } from 'vitest';
import { BARS, PIN, SCREENS } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';
import { Morning, Walker } from './harness/walker';

const LATER = 11 * 60_000;
const SECRET = 'sept petits bateaux gris';

let morning: Morning;

const stage = onStage(Residence, async () => {
  morning = await Morning.plan(stage.place);
});

test('a demonstration opens on its roles, and each is one tap away', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await phone.goto('/');
  await page.getByRole('heading', { name: 'Essayer palier' }).waitFor();
  await page.getByText('Les personnes et les adresses sont inventées').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('demo');
  for (const [role, home] of [
    ['Habitant', '/chez-moi'],
    ['Bénévole', '/tournee'],
    ['Standard', '/standard'],
    ['Coordination', '/aujourdhui'],
    ['Trésorerie', '/comptes'],
  ] as const) {
    await page.getByRole('button', { name: role }).tap();
    await page.waitForURL(`${stage.front.url}/#${home}`);
    await phone.settled();
    expect(await phone.axe(false)).toEqual([]);
    if (role === 'Habitant') await phone.shoot('demo-resident');
    await page.getByRole('link', { name: 'Autre rôle' }).tap();
    await page.getByRole('heading', { name: 'Essayer palier' }).waitFor();
  }
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('without network nobody asks for a PIN; before the queue is sent somebody does', async () => {
  const walker = new Walker(stage.front, morning);
  await walker.start();
  await walker.ready();
  await walker.choosePin(PIN);
  const before = await morning.delivered();
  await walker.kill();
  await walker.start(true);
  // Later than the last access token: only a renewal would help, and for that the PIN is not there any more.
  await walker.page.clock.install({ time: Date.now() + LATER });
  await walker.goto('/tournee');
  await walker.tickDoors(2);
  await walker.allWait();
  const waiting = (await walker.rows('events')).length;
  await walker.text("Votre code secret sera demandé avant l'envoi").waitFor();
  await walker.page.screenshot({ path: `${SCREENS}offline-without-pin-360x740.png` });
  expect(await walker.page.getByRole('heading', { name: 'Votre code secret' }).count()).toBe(0);
  await walker.offline(false);
  await walker.page.getByRole('heading', { name: 'Votre code secret' }).waitFor();
  expect(await walker.rows('events')).toHaveLength(waiting);
  await walker.typePin(PIN);
  await walker.button('Ouvrir').click();
  await walker.text('Tout est envoyé').waitFor();
  await walker.text(/\d+ sur/).waitFor();
  await expect.poll(() => morning.delivered()).toBe(before + 2);
  await walker.close();
});

test('a password signs a second device in, and the first one ends it', async () => {
  const first = await stage.phone();
  await first.pair(stage.place, 'treasurer');
  await first.goto('/reglages');
  await first.page.getByRole('link', { name: 'Mon mot de passe' }).tap();
  await first.page.getByLabel('Adresse électronique').fill('Pascal@Embruns.example');
  await first.page.getByLabel('Mot de passe', { exact: true }).fill('motdepasse');
  await first.settled();
  expect(await first.examine(BARS.resident)).toEqual([]);
  await first.shoot('my-password');
  await first.page.getByRole('button', { name: 'Garder ce mot de passe' }).tap();
  await first.page.getByText('trop facile à deviner').waitFor();
  await first.page.getByLabel('Mot de passe', { exact: true }).fill(SECRET);
  await first.page.getByRole('button', { name: 'Garder ce mot de passe' }).tap();
  await first.page.getByText("C'est noté.").waitFor();

  const second = await stage.phone();
  await second.goto('/bienvenue');
  await second.page.getByRole('link', { name: "J'ai un mot de passe" }).tap();
  await second.page.getByLabel('Adresse électronique').fill('pascal@embruns.example');
  await second.page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon du tout');
  await second.page.getByRole('button', { name: 'Me connecter' }).tap();
  await second.page.getByText("n'est pas le bon").waitFor();
  expect(await second.examine(BARS.resident)).toEqual([]);
  await second.shoot('by-password-wrong');
  stage.front.weather = (_method, path) =>
    path === '/v1/sessions/by_password' ? refused('password.locked', 300) : 'clear';
  await second.page.getByRole('button', { name: 'Me connecter' }).tap();
  await second.page.getByText('Réessayez dans 5 minutes').waitFor();
  stage.front.clear();
  await second.page.reload();
  await second.page.getByLabel('Adresse électronique').fill('pascal@embruns.example');
  await second.page.getByLabel('Mot de passe', { exact: true }).fill(SECRET);
  await second.page.getByRole('button', { name: 'Me connecter' }).tap();
  await second.page.waitForURL(`${stage.front.url}/#/comptes`);

  await first.page.reload();
  await first.page.getByText('celui-ci').waitFor();
  await first.settled();
  await first.shoot('settings-devices');
  await first.page.getByRole('button', { name: 'Déconnecter', exact: true }).last().tap();
  await first.page.getByRole('dialog').getByRole('button', { name: 'Oui' }).tap();
  await first.page.getByText('Cet appareil est déconnecté').waitFor();
  await second.page.reload();
  await second.page.getByRole('heading', { name: "Ce téléphone n'est plus connecté" }).waitFor();
  expect([...first.faults, ...second.faults]).toEqual([]);
  await first.close();
  await second.close();
});

test('a coordinator takes the forgotten password of a colleague away', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await phone.enter(await stage.place.another('coordinator'));
  await phone.goto('/collegues');
  await page.getByRole('link', { name: /Pascal Boismarin/ }).tap();
  await page.getByRole('button', { name: 'Mot de passe oublié' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Oui, enlever' }).tap();
  await page.getByText("Ce compte n'a plus de mot de passe").waitFor();
  expect(await phone.examine(BARS.other)).toEqual([]);
  await phone.shoot('colleague-password');
  const body = { handle: 'pascal@embruns.example', password: SECRET, device_label: 'Journey' };
  expect((await stage.place.api('POST', '/v1/sessions/by_password', undefined, body)).status).toBe(401);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a tablet of several people closes itself when it is left alone', async () => {
  const phone = await stage.phone();
  const { page } = phone;
  await page.clock.install();
  const residents = (await morning.coordinator.list('/v1/residents?limit=200')).filter((one) => one.account_id);
  const [first, second] = residents.slice(-2);
  await phone.enter(await morning.coordinator.token(first!.account_id as string, true));
  await phone.goto('/reglages');
  await page.getByRole('link', { name: 'Mon code secret' }).tap();
  await page.getByText("ce code n'ouvre que votre page").waitFor();
  await phone.typePin(PIN);
  await page.getByRole('button', { name: 'Garder ce code' }).tap();
  await page.getByText('Retenez bien votre code secret').waitFor();
  await phone.enter(await morning.coordinator.token(second!.account_id as string, true));
  await page.getByRole('heading', { name: new RegExp(second!.family_name as string) }).waitFor();
  await phone.settled();
  await page.clock.fastForward(181_000);
  await page.getByRole('heading', { name: 'Qui est là' }).waitFor();
  expect(await page.locator('main').count()).toBe(1);
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('shared-who');
  await page.getByRole('button', { name: new RegExp(first!.family_name as string) }).tap();
  await page.getByRole('heading', { name: 'Votre code secret' }).waitFor();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('shared-pin');
  await phone.typePin(PIN);
  await page.getByRole('button', { name: 'Ouvrir' }).tap();
  await page.getByRole('heading', { name: new RegExp(first!.family_name as string) }).waitFor();
  // Loaded anew it does not know who is there.
  await page.reload();
  await page.getByRole('heading', { name: 'Qui est là' }).waitFor();
  expect(phone.faults).toEqual([]);
  await phone.close();
});

/** What the server says to somebody who guesses. */
function refused(code: string, wait_s: number) {
  const body = { type: 'x', code, status: 429, title: 'x', remedy: 'x', wait_s };
  return { status: 429, body: JSON.stringify(body) };
}
