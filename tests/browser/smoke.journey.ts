// Every role pairs a phone and sees its home; what is shown to everybody is examined and photographed.
import { expect, test } from 'vitest';
import { BARS } from './harness/phone';
import { Residence, ROLES } from './harness/residence';
import { onStage } from './harness/stage';

const stage = onStage(Residence);

test('a stranger is told what this is and whom to ask', async () => {
  const phone = await stage.phone();
  await phone.goto('/bienvenue');
  await phone.page.getByRole('heading', { name: 'Bienvenue sur palier' }).waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('welcome');
  await phone.page.getByLabel('Le code de la carte').fill('non');
  await phone.page.getByRole('button', { name: 'Me connecter' }).click();
  await phone.page.getByText("Ce n'est pas un code de carte").waitFor();
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  expect(await phone.installability()).toEqual([]);
  expect(phone.faults).toEqual([]);
  await phone.close();
});

test('a card that no longer works says so, and its code leaves the address', async () => {
  const phone = await stage.phone();
  await phone.page.goto(`${stage.front.url}/#pair=${'x'.repeat(43)}`);
  await phone.page.getByRole('button', { name: 'Oui, connecter' }).click();
  await phone.page.getByText('Cette carte ne marche pas').waitFor();
  expect(phone.page.url()).toBe(`${stage.front.url}/#/connexion`);
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('pair-refused');
  await phone.close();
});

test.each(ROLES)('%s pairs a phone and sees a home', async (role) => {
  const phone = await stage.phone();
  const bar = role === 'resident' ? BARS.resident : BARS.other;
  await phone.page.goto(`${stage.front.url}/#pair=${stage.place.token(role)}`);
  await phone.page.getByRole('button', { name: 'Oui, connecter' }).click();
  await phone.page.getByRole('button', { name: "Oui, c'est moi" }).waitFor();
  if (role === 'resident') await phone.shoot('pair');
  await phone.page.getByRole('button', { name: "Oui, c'est moi" }).click();
  await phone.page.getByRole('link', { name: 'Réglages' }).waitFor();
  await phone.settled();
  expect(await phone.examine(bar)).toEqual([]);
  await phone.shoot(`${role}-home`);

  await phone.page.getByRole('link', { name: 'Réglages' }).click();
  await phone.page.getByText('celui-ci').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  if (role === 'resident') await phone.shoot('settings');
  expect(await phone.page.title()).toBe('Réglages · palier');

  // The same phone, loaded anew without network, still knows whose it is.
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.offline(true);
  await phone.goto('/');
  await phone.page.reload();
  await phone.page.getByText('Pas de réseau').first().waitFor();
  if (role === 'resident') await phone.shoot('offline');
  await phone.offline(false);

  await phone.page.getByRole('link', { name: 'Réglages' }).click();
  await phone.page.getByRole('button', { name: 'Me déconnecter' }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Me déconnecter' }).click();
  await phone.page.getByRole('heading', { name: 'Bienvenue sur palier' }).waitFor();
  expect(phone.faults).toEqual([]);
  await phone.close();
});
