// Two who walk as one, on two phones: whoever leads has the doors and reads who comes along; whoever comes along reads with whom,
// on which day and from when, and no door.
import { expect, test } from 'vitest';
import { Caller, dropsOf, today, type Sheet } from './harness/morning';
import { BARS, type Phone } from './harness/phone';
import { Residence } from './harness/residence';
import { onStage } from './harness/stage';

interface Volunteer {
  id: string;
  account_id: string;
  given_name: string;
  status: string;
}

let coordinator: Caller;
let round: Sheet;
let lead: Volunteer;
let companion: Volunteer;

const stage = onStage(Residence, async () => {
  coordinator = await Caller.as(stage.place, 'coordinator');
  const rounds = await coordinator.list(`/v1/rounds?service_day=${today()}`);
  const morning = rounds.find((one) => one.shift === 'morning')!;
  const people = await coordinator.list<Volunteer>('/v1/volunteers?limit=200');
  lead = people.find((one) => one.id === morning.volunteer_id)!;
  companion = people.find((one) => one.id !== lead.id && one.status === 'accepted')!;
  // Whatever the weekday, both are there.
  for (const { id } of [lead, companion]) {
    const days = `/v1/volunteers/${id}/exceptions`;
    const noted = (await coordinator.list(days)).filter((one) => one.day === today());
    for (const one of noted) await coordinator.ask('DELETE', `${days}/${one.id}`);
    await coordinator.ask('POST', days, { day: today(), hours: { from_min: 420, until_min: 780 } });
  }
  const pair = { companion_id: companion.id, first_day: today() };
  await coordinator.ask('POST', `/v1/volunteers/${lead.id}/walking_pairs`, pair);
  round = await coordinator.sheet(morning.id);
});

async function look(phone: Phone, name: string): Promise<void> {
  await phone.settled();
  expect(await phone.examine(BARS.other), name).toEqual([]);
  await phone.shoot(`volunteer-${name}`);
}

test('whoever leads reads who comes along', { timeout: 300_000 }, async () => {
  const along = async () => (await coordinator.ask('GET', `/v1/rounds/${round.id}`)).companion_given_name;
  await expect.poll(along, { timeout: 60_000, interval: 500 }).toBe(companion.given_name);
  round = await coordinator.sheet(round.id);
  const phone = await stage.phone();
  await phone.enter(await coordinator.token(lead.account_id));
  await phone.page.getByText(`Avec ${companion.given_name}`, { exact: true }).waitFor();
  await look(phone, 'pair-lead');
  expect(phone.faults).toEqual([]);
});

test('whoever comes along reads with whom and when, and no door', { timeout: 300_000 }, async () => {
  const phone = await stage.phone();
  await phone.enter(await coordinator.token(companion.account_id));
  await phone.page.getByText(`Vous marchez avec ${lead.given_name}`).waitFor();
  await look(phone, 'pair-companion');
  const seen = await phone.page.locator('body').innerText();
  for (const { residents } of dropsOf(round))
    for (const { family_name } of residents) expect(seen).not.toContain(family_name);
  expect(phone.faults).toEqual([]);
});
