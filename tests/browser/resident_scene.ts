// What a resident's journey needs of the office: shops that open every day, last hours that lie where the journey wants them
// whatever the hour of the run, and a resident of its own to whom nothing ever came.
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Front } from './harness/front';
import { BARS, type Phone } from './harness/phone';
import type { Residence } from './harness/residence';

type Row = Record<string, unknown>;

/** Orders for tomorrow are taken until just before midnight, or are already over. */
export const OPEN = 23 * 60 + 59;
export const OVER = 0;

/** Marks a product that is not offered any more. */
const OLD = " d'avant";

/** A space of a pattern stands for a no-break one too. */
export const spaced = (text: string | RegExp) =>
  typeof text === 'string' ? text : new RegExp(text.source.replaceAll(' ', '\\s'), text.flags);

/** What a journey does on a resident's screens, with her taps counted. */
export class Visit {
  taps = 0;

  constructor(
    private readonly phone: () => Phone,
    private readonly name: string,
  ) {}

  tap = async (role: 'button' | 'link', name: string | RegExp, inside?: Locator): Promise<void> => {
    this.taps += 1;
    const where = inside ?? this.phone().page.locator('body');
    await where.getByRole(role, { name }).first().click();
  };

  heading = (name: string | RegExp): Promise<void> =>
    this.phone().page.getByRole('heading', { level: 1, name }).waitFor();

  see = (text: string | RegExp): Promise<void> => this.phone().page.getByText(spaced(text)).first().waitFor();

  dialog = (): Locator => this.phone().page.getByRole('dialog');

  /** Looks at a screen: nothing wrong with it, and a picture of it. */
  look = async (name: string): Promise<void> => {
    await this.phone().settled();
    expect(await this.phone().examine(BARS.resident), name).toEqual([]);
    await this.phone().shoot(`resident-${name}`);
  };

  home = async (): Promise<void> => {
    await this.phone().goto('/chez-moi');
    await this.heading(`Bonjour ${this.name}`);
    await this.phone().settled();
  };
}

export class Office {
  private constructor(
    private readonly residence: Residence,
    private readonly access: string,
  ) {}

  static async open(residence: Residence): Promise<Office> {
    const body = { pairing_token: residence.token('coordinator'), device_label: 'Bureau' };
    const opened = await residence.api('POST', '/v1/sessions', undefined, body);
    return new Office(residence, String(opened.body.access_token));
  }

  /**
   * The same products anew, of which no shop was told yet, and the old ones withdrawn: what the demo has told a shop stays
   * told, so after its last hour nobody could order for tomorrow.
   */
  async freshProducts(): Promise<void> {
    for (const old of await this.list('/v1/products')) {
      const { id, version, name, active: _, prices, paid_by_said: __, ...same } = old;
      await this.ask('PATCH', `/v1/products/${id}`, { name: `${name}${OLD}`, active: false }, version);
      const [price] = prices as Row[];
      await this.ask('POST', '/v1/products', { ...same, name, unit_cents: price!.cents });
    }
  }

  /** Every shop is open every day, and every product comes every day. */
  async openEveryDay(): Promise<void> {
    // First the hour: a day that opens when it is already late is closed at once, and stays so.
    await this.lastHour(OPEN);
    const openings = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens_min: 420, closes_min: 1140 }));
    for (const shop of await this.list('/v1/pickup_points')) {
      await this.ask('PUT', `/v1/pickup_points/${shop.id}/openings`, { openings }, shop.version);
      for (const closure of await this.list(`/v1/pickup_points/${shop.id}/closures`)) {
        await this.ask('DELETE', `/v1/pickup_points/${shop.id}/closures/${closure.id}`);
      }
    }
    await this.products({ delivery_weekdays: [1, 2, 3, 4, 5, 6, 7] });
  }

  async lastHour(cutoff_min: number): Promise<void> {
    await this.products({ cutoff_min });
  }

  /** Nothing can be ordered of anything, or everything again. */
  async offer(active: boolean): Promise<void> {
    await this.products({ active });
  }

  /** Signs somebody up, opens their card on this phone and ends on their home. */
  async enter(phone: Phone, front: Front, given_name: string, family_name: string): Promise<void> {
    await phone.page.goto(`${front.url}/#pair=${await this.signUp(given_name, family_name)}`);
    await phone.page.getByRole('button', { name: 'Oui, connecter' }).click();
    await phone.page.getByRole('button', { name: "Oui, c'est moi" }).click();
    await phone.page.getByRole('heading', { name: `Bonjour Madame ${family_name}` }).waitFor();
  }

  /** Signs somebody up who agreed to deliveries; answers the token of their card. */
  private async signUp(given_name: string, family_name: string): Promise<string> {
    const [dwelling] = await this.list('/v1/dwellings');
    const [somebody] = await this.list('/v1/residents');
    const given_on = String((await this.ask('GET', '/v1/call_list')).day);
    const resident = await this.ask('POST', '/v1/residents', {
      given_name,
      family_name,
      courtesy_title: 'madame',
      home: { dwelling_id: somebody?.dwelling_id ?? dwelling?.id },
      handover: 'bag_on_door',
      bread_bag_on: given_on,
      consents: [{ purpose: 'delivery', how: 'at_door', given_on }],
    });
    const pairing = await this.ask('POST', '/v1/pairings', { account_id: resident.account_id, kind: 'screen' });
    return String(pairing.token);
  }

  private async products(patch: Row): Promise<void> {
    const products = (await this.list('/v1/products')).filter(({ name }) => !String(name).endsWith(OLD));
    for (const product of products) {
      await this.ask('PATCH', `/v1/products/${product.id}`, patch, product.version);
    }
  }

  private async list(path: string): Promise<Row[]> {
    return (await this.ask('GET', path)).items as Row[];
  }

  private async ask(method: string, path: string, body?: Row, version?: unknown): Promise<Row> {
    const head: Record<string, string> = {};
    if (method === 'POST') head['Idempotency-Key'] = crypto.randomUUID();
    if (version !== undefined) head['If-Match'] = `"${String(version)}"`;
    const answer = await this.residence.api(method, path, this.access, body, head);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
