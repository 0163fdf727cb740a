// A resident to whom nothing ever came orders in three taps, changes and cancels; then the bad days: after the last hour,
// without network, and when nothing is delivered.
import { expect, test } from 'vitest';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';
import { Office, OVER, spaced, Visit } from './resident_scene';

let office: Office;
let phone: Phone;

const stage = onStage(Residence, async () => {
  office = await Office.open(stage.place);
  await office.openEveryDay();
  phone = await stage.phone();
  await office.enter(phone, stage.front, 'Odette', 'Testard');
});

const visit = new Visit(() => phone, 'Madame Testard');
const { tap, see, heading, dialog, look, home } = visit;

test('a resident with a habit is proposed it: two taps', async () => {
  const other = await stage.phone();
  await other.pair(stage.place, 'resident');
  await other.goto('/chez-moi/commander');
  await other.page.getByText("Comme d'habitude : 1 pain").waitFor();
  await other.shoot('resident-order-usual');
  await other.page.getByRole('button', { name: "Oui, c'est bon" }).click();
  await other.page.getByRole('heading', { name: "C'est noté" }).waitFor();
  expect(other.faults).toEqual([]);
  await other.close();
});

test('an empty first day, and the first order in three taps', async () => {
  await office.freshProducts();
  await see('Demain : rien de prévu');
  await look('home-empty');

  visit.taps = 0;
  await tap('link', 'Commander');
  await see('Le portage est gratuit.');
  await look('order-first');
  await tap('button', 'Plus : pain');
  await see(/1 pain, demain, .* C'est bon/);
  await look('order');
  await tap('button', "Oui, c'est bon");
  await heading("C'est noté");
  expect(visit.taps).toBe(3);

  await see(/^Vous pouvez changer jusqu'à 23 h 59 aujourd'hui\.$/);
  await see(/Dans votre sac à pain, avant 9 h/);
  await see(/Voulez-vous être prévenu ici/);
  await look('noted');
  await tap('button', 'Pas maintenant');
  await phone.page.getByText(/Voulez-vous être prévenu ici/).waitFor({ state: 'detached' });

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

test('without network: what is known stays, and a yes can be said again', async () => {
  await phone.goto('/chez-moi/commander');
  await tap('button', 'Plus : pain');
  stage.front.weather = (method) => (method === 'POST' ? 'cut' : 'clear');
  await tap('button', "Oui, c'est bon");
  await see("Il n'y a pas de réseau ici.");
  await look('order-offline');
  stage.front.clear();
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
  // The phone asks again by itself as well: when it was faster, there is no button left to press.
  const again = phone.page.getByRole('button', { name: 'Réessayer' }).first();
  const bonjour = phone.page.getByRole('heading', { level: 1, name: 'Bonjour Madame Testard' });
  await again.or(bonjour).first().waitFor();
  while (!(await bonjour.isVisible())) await again.click({ timeout: 1000 }).catch(() => undefined);
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
  const other = await stage.phone();
  await office.enter(other, stage.front, 'Rose', 'Tardif');
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
