// A coordinator keeps what stands around the people: switches on what the association did not need at first, adds a shop with its
// product and its leave, and takes over a list with faults. What a volunteer has of it is looked at too.
import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

let phone: Phone;

const stage = onStage(Residence, async () => {
  phone = await stage.phone();
  await phone.pair(stage.place, 'coordinator');
});

const button = (name: string | RegExp) => phone.page.getByRole('button', { name });
const link = (name: string | RegExp) => phone.page.getByRole('link', { name });
const field = (name: string) => phone.page.getByLabel(name, { exact: true });
const tick = (name: RegExp): Locator => phone.page.getByRole('checkbox', { name });

/** Looked at, listened to and measured. */
async function seen(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`places-${name}`);
}

async function save(): Promise<void> {
  await button('Enregistrer').tap();
  await said("C'est noté.");
}

async function said(sentence: string): Promise<void> {
  await phone.page.getByText(sentence).first().waitFor();
  await button('Fermer').tap();
}

/** Opens what stands folded away in Réglages, and waits until it is these rows. */
async function folded(...expected: string[]): Promise<void> {
  // Until the association is read, what is switched off is shown, and what may be on is not.
  const known = phone.page.waitForResponse((answer) => answer.url().endsWith('/v1/association'));
  await phone.goto('/reglages');
  await known;
  await phone.page.getByText('Ce qui sert plus rarement').tap();
  const rows = async () =>
    (await phone.page.locator('details').getByRole('link').allInnerTexts()).map((row) => row.replace('›', '').trim());
  await expect.poll(rows).toEqual(expected);
}

test('what a young association does not need is hidden until it is switched on', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await folded("Ce qu'on peut ajouter", 'Poids et temps');
  await phone.goto('/lieux');
  await link(/Entrée/)
    .first()
    .tap();
  await field('Comment on entre').waitFor();
  expect(await field('Latitude').count()).toBe(0);
  const entrance = page.url();

  await phone.goto('/association/options');
  for (const name of [/Reprendre des listes/, /agenda des bénévoles/, /tablette partagée/, /Écrire les coordonnées/]) {
    await tick(name).tap();
  }
  await tick(/financeurs/).tap();
  await tick(/fond de carte/).tap();
  await button('Enregistrer').tap();
  await page.getByText("Écrivez l'adresse du fond de carte.").waitFor();
  await seen('options');
  await tick(/fond de carte/).tap();
  await save();
  await folded("Ce qu'on peut ajouter", 'Reprendre des listes', 'Les quartiers', 'Poids et temps');
  await phone.shoot('places-settings');

  await page.goto(entrance);
  await field('Latitude').fill('cinquante');
  await field('Longitude').fill('1,6331');
  await button('Enregistrer').tap();
  await page.getByText('Écrivez les deux nombres').waitFor();
  await seen('entrance');
  await field('Latitude').fill('50,7182');
  await save();
  expect(await field('Latitude').inputValue()).toBe('50.7182');

  await phone.goto('/quartiers');
  await field('Code du quartier prioritaire').fill('QP062001');
  await page.getByRole('button', { name: /^Enregistrer/ }).tap();
  await said("C'est noté.");
  await seen('neighbourhoods');
  await phone.goto('/lieux');
  await link(/Changer le nom/)
    .first()
    .tap();
  await field('Bailleur').fill('Habitat des Embruns');
  await save();
  await button('Ajouter une entrée').tap();
  await field("Nom de l'entrée").fill('10');
  await seen('residence');
  await button('Ajouter cette entrée').tap();
  await said("L'entrée 10 est ajoutée.");
  await link(/Entrée 10/).waitFor();
  await seen('list');
  expect(phone.faults).toEqual([]);
});

test("a volunteer's calendar shows when they carry", { timeout: 600_000 }, async () => {
  const theirs = await stage.phone();
  const { page } = theirs;
  await theirs.pair(stage.place, 'volunteer');
  await theirs.goto('/disponibilites');
  await page.getByRole('button', { name: 'Relier mon agenda' }).tap();
  const open = page.getByRole('link', { name: 'Ouvrir dans mon agenda' });
  const address = (await open.getAttribute('href'))!.replace(/^webcal:/, 'http:');
  await open.scrollIntoViewIfNeeded();
  expect(await theirs.examine(BARS.other)).toEqual([]);
  await theirs.shoot('places-agenda');
  const calendar = () => fetch(address.replace(stage.front.url, stage.place.url));
  expect(await (await calendar()).text()).toContain('BEGIN:VCALENDAR');
  await page.getByRole('button', { name: 'Ne plus relier' }).tap();
  await page.getByText('Le lien ne marche plus.').waitFor();
  expect((await calendar()).status).toBe(404);
  expect(theirs.faults).toEqual([]);
  await theirs.close();
});

test('a shop gets its week, its leave and a product that residents pay', { timeout: 600_000 }, async () => {
  const { page } = phone;
  await phone.goto('/commerces/nouveau');
  await field('Nom').fill('Au Fournil du Large');
  await field('Téléphone').fill('03 53 01 00 44');
  await field('Adresse').fill('2 rue du Phare');
  await seen('shop-new');
  await button('Enregistrer').tap();
  await page.getByRole('heading', { name: "Jours d'ouverture" }).waitFor();
  for (const day of ['mardi', 'jeudi', 'samedi']) await page.getByRole('checkbox', { name: day }).tap();
  await seen('shop-week');
  await save();

  await link('Ajouter un produit').tap();
  // The page before has a field of the same name.
  await page.getByRole('heading', { name: 'Un nouveau produit' }).waitFor();
  await field('Nom').fill('Brioche');
  await field('Un seul se dit').fill('brioche');
  await field('Plusieurs se disent').fill('brioches');
  await page.getByRole('radio', { name: /L'habitant, au commerce/ }).tap();
  await button('Enregistrer').tap();
  await page.getByText('Écrivez le prix comme ceci').waitFor();
  await seen('product-new');
  await field('Prix en euros').fill('4,20');
  await button('Enregistrer').tap();
  await page.getByRole('heading', { name: 'Un produit', exact: true }).waitFor();
  await page.getByText(/4,20\s€ à partir du/).waitFor();
  expect(await page.getByRole('radio', { name: /L'habitant, au commerce/ }).isChecked()).toBe(true);
  await seen('product');

  await link('Retour').tap();
  await link(/Congés/).tap();
  await page.getByText('Aucun congé noté.').waitFor();
  await field('Pourquoi').fill('Congés de Noël');
  await button('Noter ces jours').tap();
  await said("C'est noté.");
  await page.getByText('Congés de Noël').waitFor();
  await seen('closures');
  await button(/^Annuler/).tap();
  await said("C'est annulé.");
  await page.getByText('Aucun congé noté.').waitFor();
  expect(phone.faults).toEqual([]);
});

test('a list with faults is mended and taken over', { timeout: 600_000 }, async () => {
  const { page } = phone;
  const choose = (name: string, text: string | Buffer) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: typeof text === 'string' ? Buffer.from(text) : text });
  await phone.goto('/listes');
  await page.getByText('Les colonnes possibles').tap();
  await page.getByText('le code du quartier prioritaire').waitFor();
  await seen('imports');
  const saved = page.waitForEvent('download');
  await button('Enregistrer un exemple').tap();
  expect((await saved).suggestedFilename()).toBe('exemple-portes.csv');

  await choose('portes.csv', 'résidence;entree;etage\nTour Neuve;A;RDC\n');
  await page.getByText('Il manque dans la première ligne').waitFor();
  await seen('imports-columns');
  // As an old spreadsheet on Windows saves it.
  const rows =
    'residence;entree;etage;porte\nTour Forêt;A;RDC;gauche\nTour Forêt;A;haut;droite\nTour Forêt;;1;gauche\n';
  await choose('portes.csv', Buffer.from(rows, 'latin1'));
  await page.getByText(/residence\s: Tour Forêt/).waitFor();
  await button('Reprendre cette liste').tap();
  await page.getByText("Rien n'est repris").waitFor();
  await page.getByText('Ligne 3, colonne etage').waitFor();
  await page.getByText('Ligne 4, colonne entree').waitFor();
  await seen('imports-faults');
  await choose('portes.csv', rows.replace('haut', '1').replace(';;1;', ';B;1;'));
  await button('Reprendre cette liste').tap();
  await page.getByText('La liste est reprise.').waitFor();
  await page.getByText('3 portes de plus').waitFor();
  await seen('imports-done');
  await link('Voir les lieux').tap();
  await page.getByRole('heading', { name: 'Tour Forêt' }).waitFor();

  await phone.goto('/listes');
  await page.getByRole('radio', { name: 'Les habitants' }).tap();
  const people = 'nom;prenom;residence;entree;etage;porte;jours;pain;accord_le;accord_comment\n';
  await choose('habitants.csv', `${people}Pelletard;Odette;Tour Forêt;A;RDC;gauche;mar ven;1;04/03/2019;porte\n`);
  await button('Reprendre cette liste').tap();
  await page.getByText('1 habitant de plus').waitFor();
  await page.getByText('1 commande habituelle').waitFor();
  expect(phone.faults).toEqual([]);
});
