// Whoever walks, on a phone of their own: what a thumb does at thirty doors, and what the phone's database holds.
import { expect, test as base } from 'vitest';
import type { Front } from './front';
import { dropsOf, thirtyDoors, Caller, type Sheet } from './morning';
import { Pocket } from './pocket';
import { Residence } from './residence';
import { onStage } from './stage';

interface Volunteer {
  id: string;
  account_id: string;
  family_name: string;
  status: string;
}

/** The longer morning, as its coordinator sees it. */
export class Morning {
  private constructor(
    readonly coordinator: Caller,
    readonly round: Sheet,
    readonly volunteers: Volunteer[],
  ) {}

  static async plan(residence: Residence): Promise<Morning> {
    const coordinator = await Caller.as(residence, 'coordinator');
    const round = await thirtyDoors(coordinator);
    expect(dropsOf(round).length).toBeGreaterThanOrEqual(30);
    return new Morning(coordinator, round, await coordinator.list<Volunteer>('/v1/volunteers'));
  }

  /** Who walks the morning's round. */
  get walker(): Volunteer {
    return this.volunteers.find((one) => one.id === this.round.volunteer_id)!;
  }

  /** Doors that got all that they were to get, however many lines their neighbours ordered. */
  async delivered(): Promise<number> {
    const drops = dropsOf(await this.coordinator.sheet(this.round.id));
    return drops.filter((drop) => drop.tasks.every((task) => task.reported?.state === 'delivered')).length;
  }
}

/** The pocket in which a volunteer's phone is. */
export class Walker extends Pocket {
  constructor(
    readonly front: Front,
    readonly morning: Morning,
  ) {
    super();
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name });
  }

  text(said: string | RegExp) {
    return this.page.getByText(said).first();
  }

  /** The tick of the door that comes next. */
  get tick() {
    return this.button(/^✓ (Remis|Déposé|Tout est)/);
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.front.url}/#${path}`);
  }

  /** Signs the walker of the morning's round in, or another volunteer; on their own phone, or on a tablet that others use too. */
  async pair(account_id = this.morning.walker.account_id, shared = false): Promise<void> {
    await this.page.goto(`${this.front.url}/#pair=${await this.morning.coordinator.token(account_id, shared)}`);
    await this.button('Oui, connecter').click();
    await this.button("Oui, c'est moi").click();
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  async typePin(pin: string): Promise<void> {
    for (const digit of pin) await this.page.getByRole('button', { name: digit, exact: true }).click();
  }

  /** Chooses a PIN in the settings. */
  async choosePin(pin: string): Promise<void> {
    await this.goto('/reglages/code');
    await this.typePin(pin);
    await this.button('Garder ce code').click();
    await this.text('Retenez bien votre code secret').waitFor();
  }

  /** Says yes and sets out, where that is still to be done. */
  async setOut(): Promise<void> {
    const [yes, go, tick] = [this.button('Oui, je la fais'), this.button('Je pars'), this.button(/^✓ /)];
    await yes.or(go).or(tick).first().waitFor();
    if (await yes.isVisible()) await yes.click();
    await go.or(tick).first().waitFor();
    if (await go.isVisible()) await go.click();
    await tick.waitFor();
  }

  /** Signed in, set out, the goods in the cart, and nothing of that waits to be sent. */
  async ready(): Promise<void> {
    await this.pair();
    await this.setOut();
    await this.takeGoods();
    await this.sent();
  }

  /** Everything has reached the server, and the phone knows it. */
  async sent(): Promise<void> {
    await expect.poll(async () => (await this.rows('events')).length).toBe(0);
  }

  private get taken() {
    return this.button("✓ J'ai tout pris");
  }

  /** The screen counts everything that waits to be sent: doors, and shops between them. */
  async allWait(): Promise<void> {
    await this.text(`${(await this.rows('events')).length} à envoyer`).waitFor();
  }

  async takeGoods(): Promise<void> {
    while (await this.taken.isVisible()) {
      // Of a round that was begun before, the phone hears a moment after it is shown what was taken: then there is no button.
      const shop = await this.page
        .locator('#shop')
        .innerText({ timeout: 5000 })
        .catch(() => undefined);
      const taken = await this.taken.click({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (!shop || !taken) continue;
      await this.page.locator('#shop', { hasText: shop }).waitFor({ state: 'detached' });
    }
  }

  /** How many doors are done, as the screen says. */
  async shownDone(): Promise<number> {
    const said = await this.page.locator('h1 + p').innerText();
    return Number(/(\d+) sur/.exec(said)?.[1] ?? NaN);
  }

  /** A shop may stand between two doors. */
  async reachDoor(): Promise<void> {
    await this.tick.or(this.taken).first().waitFor();
    await this.takeGoods();
    await this.tick.waitFor();
  }

  async tickDoors(count: number): Promise<void> {
    const before = await this.shownDone();
    for (let done = before; done < before + count; done += 1) {
      await this.reachDoor();
      await this.tick.click();
      await this.text(`${done + 1} sur`).waitFor();
    }
  }

  /**
   * Asks for what waits to be sent now, until the outbox says so. The phone sends by itself as well: when it was faster, there
   * is no button left to press.
   */
  async sendNow(said: RegExp | string = 'Tout est envoyé. Rien'): Promise<void> {
    await this.goto('/a-envoyer');
    const button = this.button('Envoyer maintenant');
    await button.or(this.text(said)).first().waitFor();
    while (!(await this.text(said).isVisible())) await button.click({ timeout: 1000 }).catch(() => undefined);
  }

  /** The rows of a store of this phone's database. */
  async rows(store: string): Promise<Record<string, unknown>[]> {
    return this.page.evaluate(
      (store) =>
        new Promise((resolve, reject) => {
          const open = indexedDB.open('palier');
          open.onerror = () => reject(open.error!);
          open.onsuccess = () => {
            const all = open.result.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => {
              open.result.close();
              resolve(JSON.parse(JSON.stringify(all.result)) as Record<string, unknown>[]);
            };
          };
        }),
      store,
    );
  }
}

/** A stage with the longer morning on it, and tests to each of which a walker comes, under a clear sky. */
export function onWalk() {
  let planned: Morning;
  const stage = onStage(Residence, async () => {
    planned = await Morning.plan(stage.place);
  });
  const test = base.extend<{ morning: Morning; walker: Walker }>({
    morning: ({}, use) => use(planned),
    walker: async ({ morning }, use) => {
      stage.front.clear();
      stage.front.asked.length = 0;
      const walker = new Walker(stage.front, morning);
      await walker.start();
      await use(walker);
      await walker.close();
    },
  });
  return { stage, test };
}
