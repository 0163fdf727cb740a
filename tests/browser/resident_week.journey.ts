// A resident sets her days, skips a week, pauses and ends them; goes away and comes back; and says that a delivery went wrong.
import { expect, test } from 'vitest';
import { type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';
import { Office, spaced, Visit } from './resident_scene';

let office: Office;
let phone: Phone;

const stage = onStage(Residence, async () => {
  office = await Office.open(stage.place);
  await office.openEveryDay();
  await office.freshProducts();
  phone = await stage.phone();
  await office.enter(phone, stage.front, 'Odette', 'Testard');
});

const { tap, see, heading, dialog, look, home } = new Visit(() => phone, 'Madame Testard');

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
  // The second goes to the day after, also while what was asked after the first is not answered.
  for (const desk of ['unheard', 'heard']) {
    await phone.goto('/chez-moi/commander');
    await tap('button', 'Plus : pain');
    stage.front.weather = (method, path) =>
      desk === 'unheard' && method === 'GET' && path.endsWith('/desk') ? { status: 503 } : 'clear';
    await tap('button', "Oui, c'est bon");
    await heading("C'est noté");
  }
  await home();
  await tap('link', 'Je ne serai pas là');
  await heading('À partir de quand ?');
  await look('away-from');
  await tap('button', /^Demain/);
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
  await see('Votre absence est notée, sans date de retour.');
  await phone.page.getByRole('button', { name: 'Finalement, je serai là' }).waitFor();
  await look('home-away');
  await phone.goto('/chez-moi/commander');
  await see('Votre absence est notée, sans date de retour.');
  await home();
  await tap('link', 'Je ne serai pas là');
  await heading('Mes absences');
  await look('absences');
  await tap('button', 'Finalement, je serai là');
  await tap('button', 'Oui', dialog());
  await see("Aucune absence n'est notée.");
  await home();
  await see('Demain : 1 pain');
});

test('an emergency comes before a problem with a delivery', async () => {
  await home();
  await tap('link', 'Un problème avec ma livraison');
  await see('Urgence : appelez le 15');
  await look('trouble');
  await tap('button', "Personne n'est passé");
  await dialog()
    .getByText(spaced(/^Personne n'est passé.* Prévenir votre association \?$/))
    .waitFor();
  await phone.shoot('resident-trouble-ask');
  await tap('button', 'Non, revenir', dialog());
  await tap('button', "Personne n'est passé");
  await tap('button', 'Oui, prévenir', dialog());
  await see(spaced(/vous rappelle .* avant \d+ h/));
  await phone.page.getByRole('link', { name: 'Urgence : appelez le 15' }).waitFor();
  await look('trouble-noted');
  expect(phone.faults).toEqual([]);
});

test('« Autre chose » is said in her own words, which the office reads', async () => {
  const word = 'Le pain était pour ma voisine';
  await home();
  await tap('link', 'Un problème avec ma livraison');
  await tap('button', 'Autre chose');
  await phone.page.getByLabel('Autre chose').fill(word);
  await look('trouble-word');
  await tap('button', 'Prévenir mon association');
  await tap('button', 'Oui, prévenir', dialog());
  await see(spaced(/vous rappelle .* avant \d+ h/));
  const desk = await stage.phone();
  await desk.enter(await stage.place.another('coordinator'));
  await desk.goto('/aujourdhui');
  await desk.page.getByText(word).first().waitFor();
  expect([...phone.faults, ...desk.faults]).toEqual([]);
  await desk.close();
});
