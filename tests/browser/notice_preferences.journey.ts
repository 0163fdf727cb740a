// Of what somebody is told, and by which way first: chosen with one thumb, kept by the server, and shown as it was where there
// is no network. Of what waits on a list one hears only after asking for it.
import { expect, test } from 'vitest';
import { BARS, type Phone } from './harness/phone';
import { Residence, type Role } from './harness/residence';
import { onStage } from './harness/stage';

const stage = onStage(Residence);

interface Preference {
  kind: string;
  chosen: boolean;
  channels: string[];
}

/** A phone of this role, and what stands in the server for its owner. */
async function person(
  role: Role,
): Promise<{ phone: Phone; access: string; stands: (kind: string) => Promise<Preference> }> {
  const body = { pairing_token: await stage.place.another(role), device_label: 'Journey' };
  const { body: opened } = await stage.place.api('POST', '/v1/sessions', undefined, body);
  const access = opened.access_token as string;
  const stands = async (kind: string) => {
    const { body } = await stage.place.api('GET', '/v1/me/notice_preferences', access);
    return (body.items as Preference[]).find((one) => one.kind === kind)!;
  };
  const phone = await stage.phone();
  await phone.enter(await stage.place.another(role));
  return { phone, access, stands };
}

/** Another device of the same person asks to be told, so that there is more than one way to them. */
async function tellAlso(access: string): Promise<void> {
  // The base point of P-256 (FIPS 186-4, D.1.2.3): a key that is no point of the curve is refused.
  const point = Buffer.from(
    '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
      '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
    'hex',
  );
  const device = {
    endpoint: 'https://push.example.org/another-journey',
    p256dh: point.toString('base64url'),
    auth: point.subarray(0, 16).toString('base64url'),
    language: 'fr',
  };
  const { status } = await stage.place.api('PUT', '/v1/sessions/current/push', access, device);
  expect(status).toBe(200);
}

async function look(phone: Phone, name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(name);
}

test('a volunteer chooses what they are told of, and by which way first', { timeout: 300_000 }, async () => {
  const { phone, access, stands } = await person('volunteer');
  await tellAlso(access);
  await phone.goto('/reglages');
  await phone.page.getByRole('link', { name: 'Ce dont on vous prévient' }).tap();
  const kind = (name: string) => phone.page.getByRole('region', { name });
  const published = kind('Une tournée vous attend');
  await published.getByRole('radio', { name: 'Une notification' }).waitFor();
  expect(await published.getByRole('radio', { name: 'Une notification' }).isChecked()).toBe(true);
  await look(phone, 'volunteer-told-choices');

  // A call first, for what somebody depends on: everything else follows.
  const changed = kind('Votre tournée a changé');
  expect(await changed.getByRole('checkbox').count()).toBe(0);
  await changed.getByText('Un appel').tap();
  await phone.page.getByText("C'est noté.").waitFor();
  expect(await stands('round_changed')).toMatchObject({ chosen: true, channels: ['call', 'push', 'sms', 'email'] });

  await published.getByText('Me prévenir').tap();
  await published.getByText('Vous le lirez en ouvrant palier.').waitFor();
  await expect.poll(async () => (await stands('round_published')).channels).toEqual([]);
  await look(phone, 'volunteer-told-declined');

  // Without network it says so, and shows what stands.
  const reminder = kind("Votre tournée est aujourd'hui");
  stage.front.weather = () => 'cut';
  await reminder.getByText('Me prévenir').tap();
  await reminder.getByRole('alert').waitFor();
  expect(await reminder.getByRole('checkbox').isChecked()).toBe(true);
  await look(phone, 'volunteer-told-cut');
  stage.front.clear();
  await reminder.getByText('Me prévenir').tap();
  await reminder.getByRole('alert').waitFor({ state: 'detached' });
  await expect.poll(async () => (await stands('round_reminder')).channels).toEqual([]);

  await phone.goto('/reglages');
  await phone.goto('/reglages/avis');
  await published.waitFor();
  expect(await published.getByRole('checkbox').isChecked()).toBe(false);
  await published.getByText('Me prévenir').tap();
  await published.getByRole('radio', { name: 'Un appel' }).waitFor();
  await expect.poll(async () => (await stands('round_published')).chosen).toBe(false);
  expect(phone.faults).toEqual([]);
});

test('a coordinator asks for more, and without network the screen says so', { timeout: 300_000 }, async () => {
  const { phone, stands } = await person('coordinator');
  stage.front.weather = (_, path) => (path === '/v1/me/notice_preferences' ? 'cut' : 'clear');
  await phone.goto('/reglages/avis');
  await phone.page.getByRole('alert').waitFor();
  await look(phone, 'coordinator-told-choices-cut');
  stage.front.clear();
  await phone.page.getByRole('button', { name: 'Réessayer' }).tap();
  const doors = phone.page.getByRole('region', { name: "Des portes n'ont personne" });
  await doors.waitFor();
  expect(await doors.getByRole('checkbox').count()).toBe(0);
  const slips = phone.page.getByRole('region', { name: 'Un bon de commande est prêt' });
  expect(await slips.getByRole('checkbox').isChecked()).toBe(false);
  await look(phone, 'coordinator-told-choices');
  await slips.getByText('Me prévenir').tap();
  await phone.page.getByText("C'est noté.").waitFor();
  expect(await stands('slip_ready')).toMatchObject({ chosen: true, channels: ['push', 'sms', 'email'] });
  expect(phone.faults).toEqual([]);
});

test('a resident may decline what is told of their orders', { timeout: 300_000 }, async () => {
  const { phone, stands } = await person('resident');
  await phone.goto('/reglages');
  await phone.page.getByRole('link', { name: 'Ce dont on vous prévient' }).tap();
  await phone.page.getByText('Votre commande a changé').waitFor();
  await phone.settled();
  expect(await phone.examine(BARS.resident)).toEqual([]);
  await phone.shoot('resident-told-choices');
  await phone.page.getByText('Me prévenir').first().tap();
  await expect.poll(async () => (await stands('order_changed')).channels).toEqual([]);
  expect(phone.faults).toEqual([]);
});

test('who is sent no notices has nothing to choose', { timeout: 300_000 }, async () => {
  const { phone } = await person('treasurer');
  await phone.goto('/reglages');
  await phone.page.getByRole('link', { name: 'Vos avis' }).waitFor();
  expect(await phone.page.getByRole('link', { name: 'Ce dont on vous prévient' }).count()).toBe(0);
  await phone.goto('/reglages/avis');
  await phone.page.getByText(/^Rien à choisir/).waitFor();
  await look(phone, 'treasurer-told-choices');
  expect(phone.faults).toEqual([]);
});
