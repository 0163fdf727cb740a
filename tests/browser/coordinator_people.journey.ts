// A coordinator keeps the files: finds a resident, notes and takes back a consent, an absence and a usual order; accepts a
// volunteer and sets their week; prints a card, which a helper opens at the door and the person's phone then takes; mends an
// entrance and a shop. All of it through the real API.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { BARS, type Phone, SCREENS } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let phone: Phone;

const stage = onStage(Residence, async () => {
  phone = await stage.phone();
  await phone.pair(stage.place, 'coordinator');
});

const button = (name: string | RegExp) => phone.page.getByRole('button', { name });
const link = (name: string | RegExp) => phone.page.getByRole('link', { name });
const heading = (name: string) => phone.page.getByRole('heading', { name, exact: true });
const first = (list: string): Locator => phone.page.getByRole('list', { name: list }).getByRole('link').first();

/** Looked at, listened to and measured. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`people-${name}`);
}

async function saved(): Promise<void> {
  await phone.page.getByText("C'est noté.").waitFor();
  await phone.page.getByRole('button', { name: 'Fermer' }).tap();
}

test('a resident is found and their file is kept', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/personnes');
  await first('Habitants').waitFor();
  const words = await page.getByRole('navigation', { name: 'Les écrans de la coordination' }).innerText();
  expect(words.split('\n').map((word) => word.trim())).toEqual(["Aujourd'hui", 'Personnes', 'Réglages']);
  await seen('list');

  await page.getByLabel('Chercher').fill('zzzz');
  await page.getByText('Personne ne correspond').waitFor();
  await page.getByLabel('Chercher').fill('');
  await first('Habitants').tap();
  await heading("Fiche d'habitant").waitFor();
  await seen('resident');
  expect(await page.title()).toBe("Fiche d'habitant · palier");

  await link(/Contact et remise/).tap();
  await page.getByLabel('À savoir à la porte').waitFor();
  await page.getByLabel('À savoir à la porte').fill('Sonner longtemps');
  await seen('resident-edit');
  await button('Enregistrer').tap();
  await saved();
  await page.getByText('« Sonner longtemps »').waitFor();

  await link(/Accords/).tap();
  const visits = page.locator('section', { has: heading('Les appels en cas de chaleur') });
  await visits.getByRole('button', { name: "Noter l'accord" }).tap();
  await visits.getByRole('radio', { name: 'par téléphone' }).tap();
  await seen('consents');
  await visits.getByRole('button', { name: "Noter l'accord" }).tap();
  await visits.getByText(/Dit par téléphone/).waitFor();
  await visits.getByRole('button', { name: "Retirer l'accord" }).tap();
  await visits.getByRole('radio', { name: 'à la porte' }).tap();
  await visits.getByRole('button', { name: "Retirer l'accord" }).tap();
  await visits.getByText(/Retiré à la porte/).waitFor();
  await seen('consents-withdrawn');
  await link('Retour').tap();

  await link(/Absences/).tap();
  await button("Noter l'absence").waitFor();
  await page.getByRole('checkbox', { name: /Retour inconnu/ }).tap();
  await button("Noter l'absence").tap();
  await button('Annuler cette absence').first().waitFor();
  await seen('absences');
  await button('Annuler cette absence').first().tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Oui' }).tap();
  await page.getByText("L'absence est annulée.").waitFor();
  await link('Retour').tap();

  await link(/Commande habituelle/).tap();
  await button(/Plus : pain, vendredi/).tap();
  await seen('usual');
  await button('Enregistrer').tap();
  await saved();

  await link(/Personne à prévenir/).tap();
  await page.getByLabel('Son nom').fill('Jeanne');
  await page.getByLabel('Son téléphone').fill('06 39 98 00 77');
  await seen('relative');
  await button('Enregistrer').tap();
  await saved();
  await page.getByText('Jeanne · 06 39 98 00 77').waitFor();

  await link(/Pause, départ/).tap();
  await page.getByRole('radio', { name: /en pause/i }).waitFor();
  await seen('status');
  expect(phone.faults).toEqual([]);
});

test('a volunteer is accepted and gets days, weights and doors', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/benevoles/nouveau');
  await page.getByLabel('Nom', { exact: true }).fill('Marchenoir');
  await page.getByLabel('Prénom').fill('Nadia');
  await button('Ajouter').tap();
  await heading("Nadia : c'est noté.").waitFor();
  await phone.goto('/benevoles');
  await link(/Nadia Marchenoir.*à accepter/).waitFor();
  await seen('volunteers');
  await link(/Nadia Marchenoir/).tap();
  await button('Accepter ce bénévole').tap();
  await page.getByRole('dialog').getByRole('button', { name: "Oui, c'est signé" }).tap();
  await page.getByText('Charte signée').waitFor();
  await seen('volunteer');

  await link(/Contact, poids, moyens/).tap();
  await page.getByRole('radio', { name: '10 kg' }).tap();
  await page.getByRole('radio', { name: 'caddie' }).tap();
  await seen('volunteer-edit');
  await button('Enregistrer').tap();
  await saved();
  await link(/Ses jours (?!à part)/).tap();
  await page.getByRole('checkbox', { name: 'mardi' }).tap();
  await seen('week');
  await button('Enregistrer').tap();
  await saved();
  await link(/Ses jours mardi/).waitFor();
  // She telephones: this once she cannot.
  await link(/Ses jours à part/).tap();
  await button('Ajouter un jour à part').tap();
  await seen('days');
  await button('Ajouter ce jour').tap();
  await page.getByText(/\s: pas là$/).waitFor();
  await saved();
  await link('Retour').tap();

  await link(/Ses portes habituelles/).tap();
  for (let at = 0; at < 2; at += 1) {
    await button('Ajouter une porte').tap();
    await page.locator('section').getByRole('button').nth(at).tap();
  }
  await button(/Plus tôt/)
    .nth(1)
    .tap();
  await seen('doors');
  await button('Enregistrer').tap();
  await saved();
  await link(/Ses portes habituelles 2 portes/).waitFor();
  await link(/Ne doit pas rencontrer/).tap();
  await button('Ajouter une personne').tap();
  await page.locator('section').getByRole('button').nth(3).tap();
  await button('Peut la rencontrer de nouveau').waitFor();
  await seen('blocked');
  await link('Retour').tap();

  await link(/En binôme Non/).tap();
  await page.getByText('Pas de binôme en ce moment.').waitFor();
  await button('Former un binôme').tap();
  await page.getByLabel('Avec qui').selectOption({ index: 1 });
  await seen('pair-new');
  await button('Former ce binôme').tap();
  await page.getByText(/ mène, .* accompagne$/).waitFor();
  await saved();
  await seen('pair');
  await link('Retour').tap();
  await link(/En binôme Oui/).tap();
  await button('Terminer ce binôme').tap();
  await button('Oui, terminer').tap();
  await page.getByText('Pas de binôme en ce moment.').waitFor();
  expect(phone.faults).toEqual([]);
});

test('a card is printed, opened at the door and taken by the phone it is for', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/personnes');
  await first('Habitants').tap();
  const who = await heading("Fiche d'habitant").locator('xpath=..').locator('..').locator('h2').first().innerText();
  const family = who.trim().split(/\s+/).at(-1)!;
  await link(/Carte de connexion/).tap();
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/v1/pairings'));
  await button('Faire la carte').tap();
  const made = (await (await answered).json()) as { id: string; token: string };
  const card = page.getByRole('article', { name: 'Carte de connexion' });
  await card.waitFor();
  expect(await card.innerText()).not.toContain(family);
  const points = await card
    .locator('.number')
    .evaluate((element) => parseFloat(getComputedStyle(element).fontSize) * 0.75);
  expect(points).toBe(24);
  await seen('card');
  await page.pdf({ path: `${SCREENS}people-card.pdf`, preferCSSPageSize: true, printBackground: true });
  const { token } = made;
  // Both codes as they stand on the paper, for hands: the person's own and the helper's.
  const printed = await card.locator('.code').allInnerTexts();
  expect(printed.map((code) => code.replaceAll(' ', ''))).toEqual([token, made.id.replace('par_', '')]);
  const [typed] = printed as [string, string];

  // Closed until it is opened, on the phone of whoever it is for.
  const theirs = await stage.phone();
  await theirs.page.goto(`${stage.front.url}/#pair=${token}`);
  await theirs.page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await theirs.page.getByRole('alert').waitFor();

  // This very card, with the name alone.
  await button('Ouvrir la carte à la porte').tap();
  await page.getByLabel('Son nom de famille').fill('Quelqu’un-d’autre');
  await button('Ouvrir la carte').tap();
  await page.getByRole('alert').waitFor();
  await seen('open-card');
  await page.getByLabel('Son nom de famille').fill(family.toUpperCase());
  await button('Ouvrir la carte').tap();
  await page.getByText('La carte est ouverte').waitFor();
  await seen('card-open');

  await theirs.page.goto(`${stage.front.url}/#/bienvenue`);
  await theirs.page.getByLabel('Le code de la carte').fill(typed);
  await theirs.page.getByRole('button', { name: 'Me connecter' }).tap();
  await theirs.page.getByRole('button', { name: 'Oui, connecter' }).tap();
  await theirs.page.getByText(new RegExp(`Vous êtes bien .*${family}`)).waitFor();
  await theirs.close();
  expect(phone.faults).toEqual([]);
});

test('a colleague, an entrance and a shop are kept', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/collegues/nouveau');
  await page.getByRole('textbox', { name: 'Nom' }).fill('Irène Standard');
  await page.getByRole('checkbox', { name: /standard/ }).tap();
  await seen('colleague-new');
  await button('Enregistrer').tap();
  await heading('Collègue').waitFor();
  await seen('colleague');

  await phone.goto('/reglages');
  await link('Les lieux').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('people-settings');
  await link('Les lieux').tap();
  await link(/Entrée/)
    .first()
    .waitFor();
  await seen('places');
  await link(/Entrée/)
    .first()
    .tap();
  await page.getByLabel('Comment on entre').fill('Interphone au nom du bailleur');
  await page.getByRole('radio', { name: 'En panne' }).tap();
  await page.getByLabel('Code de la porte').fill('12B45');
  await button('Enregistrer').tap();
  await saved();
  await page.getByText(/En panne depuis/).waitFor();
  await button('Voir le code').tap();
  await page.getByText('12B45').waitFor();
  await seen('entrance');

  await phone.goto('/commerces');
  await link(/Ouvert/)
    .first()
    .tap();
  await link(/Congés/).tap();
  await page.getByLabel('Pourquoi').fill('Congés');
  await button('Noter ces jours').tap();
  await saved();
  await page.getByText('fermé').first().waitFor();
  await seen('closures');
  await link('Retour').tap();
  await link(/jusqu'à 16 h/)
    .first()
    .waitFor();
  await seen('shop');
  await link(/jusqu'à/)
    .first()
    .tap();
  await page.getByLabel('Nouveau prix').fill('1,20');
  await button('Noter ce prix').tap();
  await saved();
  await seen('product');

  for (const path of ['association', 'collegues', 'commerces']) {
    await phone.goto(`/${path}`);
    await seen(path);
  }
  expect(phone.faults).toEqual([]);
});
