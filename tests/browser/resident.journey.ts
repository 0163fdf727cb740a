// A resident to whom nothing ever came orders in three taps, changes, cancels, sets her days and goes away; then the bad days:
// after the last hour, without network, and when nothing is delivered.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Front } from './harness/front';
import { BARS, openChromium, Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { Office, OVER } from './resident_scene';

let residence: Residence;
let front: Front;
let browser: Browser;
let office: Office;
let phone: Phone;

beforeAll(async () => {
  residence = await Residence.open();
  front = await Front.open(residence.url);
  browser = await openChromium();
  office = await Office.open(residence);
  await office.openEveryDay();
  phone = await Phone.open(browser, front);
  await enter(phone, 'Odette', 'Testard');
});

afterAll(async () => {
  await phone?.close();
  await browser?.close();
  await front?.close();
  await residence?.close();
});

/** Opens the card of a new resident and ends on her home. */
async function enter(on: Phone, given: string, family: string): Promise<void> {
  await on.page.goto(`${front.url}/#pair=${await office.signUp(given, family)}`);
  await on.page.getByRole('button', { name: 'Oui, connecter' }).click();
  await on.page.getByRole('button', { name: "Oui, c'est moi" }).click();
  await on.page.getByRole('heading', { name: `Bonjour Madame ${family}` }).waitFor();
}

const PROMISED = {
  kind: 'not_come',
  said: 'Claire Aubert vous rappelle demain avant 12 h.',
};

let taps = 0;

async function tap(role: 'button' | 'link', name: string | RegExp, inside = phone.page.locator('body')): Promise<void> {
  taps += 1;
  await inside.getByRole(role, { name }).first().click();
}

const heading = (name: string | RegExp) => phone.page.getByRole('heading', { level: 1, name }).waitFor();
/** A space of a pattern stands for a no-break one too. */
const spaced = (text: string | RegExp) =>
  typeof text === 'string' ? text : new RegExp(text.source.replaceAll(' ', '\\s'), text.flags);
const see = (text: string | RegExp) => phone.page.getByText(spaced(text)).first().waitFor();
const dialog = () => phone.page.getByRole('dialog');

/** Looks at a screen: nothing wrong with it, and a picture of it. */
async function look(name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.resident), name).toEqual([]);
  await phone.shoot(`resident-${name}`);
}

async function home(): Promise<void> {
  await phone.goto('/chez-moi');
  await heading('Bonjour Madame Testard');
  await phone.settled();
}

test('an empty first day, and the first order in three taps', async () => {
  await see('Demain : rien de prévu');
  await look('home-empty');

  taps = 0;
  await tap('link', 'Commander');
  await see('Le portage est gratuit.');
  await look('order-first');
  await tap('button', 'Plus : pain');
  await see(/1 pain, demain, .* C'est bon/);
  await look('order');
  await tap('button', "Oui, c'est bon");
  await heading("C'est noté");
  expect(taps).toBe(3);

  await see(/^Vous pouvez changer jusqu'à 23 h 59 aujourd'hui\.$/);
  await see(/Dans votre sac à pain, avant 9 h/);
  await look('noted');

  await home();
  await see('Demain : 1 pain');
  await phone.page.getByRole('link', { name: 'Changer pour demain' }).waitFor();
  await look('home');
});

test('orders for another day, from the list of days', async () => {
  await home();
  await tap('link', 'Commander un autre jour');
  await heading('Quel jour ?');
  await see('Déjà commandé : 1 pain');
  await look('days');
  await phone.goto('/chez-moi/commander');
  await see('Appuyez sur + pour choisir.');
  await tap('button', "Plus : pack d'eau");
  await tap('button', "Oui, c'est bon");
  await heading("C'est noté");
  await home();
  await tap('link', 'Mes commandes');
  await heading('Mes commandes');
  await see("1 pack d'eau");
  await look('orders');
});

test('a resident with a habit is proposed it: two taps', async () => {
  const other = await Phone.open(browser, front);
  await other.pair(residence, 'resident');
  await other.goto('/chez-moi/commander');
  await other.page.getByText("Comme d'habitude : 1 pain").waitFor();
  await other.shoot('resident-order-usual');
  await other.page.getByRole('button', { name: "Oui, c'est bon" }).click();
  await other.page.getByRole('heading', { name: "C'est noté" }).waitFor();
  expect(other.faults).toEqual([]);
  await other.close();
});

test('changes tomorrow, then cancels it and orders again', async () => {
  await home();
  await tap('link', 'Changer pour demain');
  await see(/1 pain, demain, .* C'est bon/);
  await tap('button', 'Plus : pain');
  await see(/2 pains, demain/);
  await look('change');
  await tap('button', "Oui, c'est bon");
  await heading("C'est changé");
  await see('2 pains');

  await tap('button', 'Annuler');
  await phone.shoot('resident-cancel');
  await tap('button', 'Oui, annuler', dialog());
  await heading('Commande annulée');
  await see(/^Rien ne viendra demain/);
  await look('cancelled');
  await tap('link', 'Commander à nouveau');
  await heading('Pour demain');
  await tap('button', 'Plus : pain');
  await tap('button', "Oui, c'est bon");
  await heading("C'est noté");
});

test('an order that changed elsewhere is not overwritten', async () => {
  await home();
  await tap('link', 'Changer pour demain');
  await see(/1 pain, demain/);
  const other = await phone.context.newPage();
  phone.watch(other);
  await other.goto(phone.page.url());
  await other.getByRole('button', { name: 'Plus : pain' }).click();
  await other.getByRole('button', { name: "Oui, c'est bon" }).click();
  await other.getByRole('heading', { name: "C'est changé" }).waitFor();
  await other.close();
  await tap('button', "Oui, c'est bon");
  await see('Cette commande a changé entre-temps.');
  await look('conflict');
  await tap('button', 'Voir ce qui a changé');
  await see(/2 pains, demain/);
});

test('sets her days, skips a week, pauses and ends them', async () => {
  await home();
  await tap('link', /^Mes jours/);
  await heading('Mes jours');
  await look('usual-empty');
  await tap('link', 'Choisir mes jours');
  await tap('button', 'Plus : pain le mardi');
  await tap('button', 'Plus : pain le vendredi');
  await tap('button', "Plus : pack d'eau le jeudi");
  await look('usual-edit');
  await tap('button', "C'est tout");
  await dialog().getByText("1 pain le mardi et le vendredi, 1 pack d'eau le jeudi").waitFor();
  await phone.shoot('resident-usual-ask');
  await tap('button', "Oui, c'est bien cela", dialog());
  await heading('Mes jours');
  await see('Mardi');
  await look('usual');

  await tap('link', /^Sauter une semaine/);
  await heading('Sauter une semaine');
  const weeks = phone.page.getByRole('listitem');
  const second = weeks.nth(1);
  await tap('button', 'Pas cette semaine', second);
  await second.getByText('Rien cette semaine-là.').waitFor();
  await phone.page.getByRole('button', { name: 'Fermer' }).click();
  await look('weeks');
  await tap('button', 'Finalement si', second);
  await second.getByRole('button', { name: 'Pas cette semaine' }).waitFor();

  await phone.goto('/chez-moi/mes-jours');
  await tap('link', /^Faire une pause/);
  await heading('Quand reprendre ?');
  await look('pause');
  await tap('button', 'Je ne sais pas encore');
  await tap('button', 'Oui, faire une pause', dialog());
  await see('En pause. Nous vous appelons avant de reprendre.');
  await look('usual-paused');
  await tap('button', 'Reprendre maintenant');
  await see('Vos jours reprennent.');

  await tap('button', 'Arrêter mes jours');
  await dialog()
    .getByText(spaced(/^Vous ne recevrez plus 1 pain le mardi et le vendredi/))
    .waitFor();
  await tap('button', 'Oui, arrêter', dialog());
  await see("Quelqu'un vous appelle bientôt");
  await look('usual-stopped');
});

test('goes away, is told what goes, and comes back', async () => {
  await home();
  await tap('link', 'Je ne serai pas là');
  await heading('À partir de quand ?');
  await look('away-from');
  await tap('button', /^demain/);
  await heading("Jusqu'à quand ?");
  await look('away-until');
  await tap('button', 'Je ne sais pas encore');
  await see(/^Ces commandes seront annulées/);
  await look('away-read');
  await tap('button', "Oui, c'est bien cela");
  await heading("C'est noté");
  await see(/^Commandes annulées/);
  await look('away-noted');
  await home();
  await see("Demain : vous n'êtes pas là");
  await tap('link', 'Je ne serai pas là');
  await heading('Mes absences');
  await look('absences');
  await tap('button', 'Finalement, je serai là');
  await tap('button', 'Oui', dialog());
  await see("Aucune absence n'est notée.");
  await home();
  await see('Demain : 2 pains');
});

test('an emergency comes before a problem with a delivery', async () => {
  await home();
  await tap('link', 'Un problème avec ma livraison');
  await see('Urgence : appelez le 15');
  await look('trouble');
  // The answer of the API's own branch, until the binary of these journeys has it.
  front.weather = (method, path) =>
    method === 'POST' && path.endsWith('/delivery_problems')
      ? { status: 201, type: 'application/json', body: JSON.stringify(PROMISED) }
      : 'clear';
  await tap('button', "Personne n'est passé");
  await see(PROMISED.said);
  await phone.page.getByRole('link', { name: 'Urgence : appelez le 15' }).waitFor();
  await look('trouble-noted');
  front.clear();
});

test('without network: what is known stays, and a yes can be said again', async () => {
  await phone.goto('/chez-moi/commander');
  await tap('button', 'Plus : pain');
  front.weather = (method) => (method === 'POST' ? 'cut' : 'clear');
  await tap('button', "Oui, c'est bon");
  await see("Il n'y a pas de réseau ici.");
  await look('order-offline');
  front.clear();
  await tap('button', 'Réessayer');
  await heading("C'est noté");
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.offline(true);
  await phone.goto('/chez-moi');
  await phone.page.reload();
  await see('Pas de réseau ici.');
  await phone.page.getByRole('link', { name: spaced(/03 53 01 00 01/) }).waitFor();
  await look('home-offline');
  await phone.offline(false);
  await tap('button', 'Réessayer');
  await heading('Bonjour Madame Testard');
});

test('the hour passes while the order is on the screen', async () => {
  await home();
  await tap('link', 'Changer pour demain');
  await tap('button', 'Plus : pain');
  await see(/3 pains, demain/);
  await office.lastHour(OVER);
  await tap('button', "Oui, c'est bon");
  await see('Il est trop tard pour ce jour.');
  await phone.page.getByRole('link', { name: /^Commander pour / }).waitFor();
  await look('order-refused');
});

test('after the last hour: the next possible day and the number', async () => {
  await home();
  await tap('link', 'Demain : 2 pains');
  await see(/^Il est trop tard pour changer\./);
  expect(await phone.page.getByRole('link', { name: 'Changer' }).count()).toBe(0);
  await look('too-late');
  await phone.page.getByRole('link', { name: spaced(/03 53 01 00 01/) }).waitFor();
});

test('a new order after the last hour says why it is not for tomorrow', async () => {
  const other = await Phone.open(browser, front);
  await enter(other, 'Rose', 'Tardif');
  await other.page.getByRole('link', { name: 'Commander' }).click();
  await other.page.getByText("Pour demain, c'est trop tard.").waitFor();
  await other.page.getByText('Le prochain jour possible est').waitFor();
  expect(await other.examine(BARS.resident)).toEqual([]);
  await other.shoot('resident-order-too-late');
  expect(other.faults).toEqual([]);
  await other.close();
});

test('when nothing is delivered, the number is what is left', async () => {
  await office.offer(false);
  await phone.goto('/chez-moi');
  await phone.page.reload();
  await see(/^Il n'y a pas de livraison en ce moment\./);
  expect(await phone.page.getByRole('link', { name: 'Commander' }).count()).toBe(0);
  await look('home-closed');
  await office.offer(true);
  expect(phone.faults).toEqual([]);
});
