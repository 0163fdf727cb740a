// A morning in the fictional residence, made longer through the API: every resident orders bread for today, two more move
// in, and the day is planned again. Also what a coordinator reads back of it.
import type { Residence, Role } from './residence';

interface Named {
  id: string;
  [member: string]: unknown;
}

export interface Sheet {
  id: string;
  status: string;
  shift: string;
  volunteer_id: string;
  stops: { id: string; kind: string; goods: { quantity: number }[]; drops: SheetDrop[] }[];
  goods_reported: { picked_up: number }[];
}

export interface SheetDrop {
  drop_id: string;
  residents: { family_name: string }[];
  tasks: {
    resident_id: string;
    product_id?: string;
    handover?: string;
    quantity: number;
    reported: { state: string; delivered: number; reason: string | null; light?: string | null } | null;
  }[];
}

/** Somebody who asks the API without a browser. */
export class Caller {
  #keys = 0;

  private constructor(
    private readonly residence: Residence,
    private readonly access: string,
  ) {}

  static async as(residence: Residence, role: Role): Promise<Caller> {
    const body = { pairing_token: residence.token(role), device_label: 'Journey' };
    const { body: opened } = await residence.api('POST', '/v1/sessions', undefined, body);
    return new Caller(residence, opened.access_token as string);
  }

  /** `version`: what was read of the row that is changed. */
  async ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown, version?: unknown): Promise<T> {
    const head: Record<string, string> = { 'Idempotency-Key': `journey-${(this.#keys += 1)}-${Date.now()}` };
    if (version !== undefined) head['If-Match'] = `"${String(version)}"`;
    const answer = await this.residence.api(method, path, this.access, body, head);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  async list<T = Named>(path: string): Promise<T[]> {
    return (await this.ask<{ items: T[] }>('GET', path)).items;
  }

  async sheet(round_id: string): Promise<Sheet> {
    return this.ask<Sheet>('GET', `/v1/rounds/${round_id}`);
  }

  /** A pairing token for another phone of an account, or for a tablet that others use too. */
  async token(account_id: string, shared = false): Promise<string> {
    const pairing = { account_id, kind: 'screen', ...(shared && { shared }) };
    return (await this.ask<{ token: string }>('POST', '/v1/pairings', pairing)).token;
  }
}

/** Today, as the association says it. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
}

/** The day after, by the same clock. */
export function tomorrow(): string {
  const day = new Date(`${today()}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Lets everybody order bread for today; answers the longest round of the morning, which has at least thirty doors. */
export async function thirtyDoors(coordinator: Caller): Promise<Sheet> {
  const day = today();
  const bread = (await coordinator.list('/v1/products')).find((one) => one.kind === 'bread')!;
  const residents = await coordinator.list('/v1/residents?limit=200');
  for (const [at, family_name] of ['Vandroye', 'Pelletard', 'Morinval'].entries()) {
    const home = { entrance_id: residents[at]!.entrance_id, floor: 2, door: `bis ${at}` };
    const consents = [{ purpose: 'delivery', how: 'at_door', given_on: day }];
    residents.push(
      await coordinator.ask<Named>('POST', '/v1/residents', { given_name: 'Line', family_name, home, consents }),
    );
  }
  const have = new Set(
    (await coordinator.list(`/v1/orders?service_day=${day}&limit=200`)).map((one) => one.resident_id),
  );
  for (const { id } of residents.filter((one) => !have.has(one.id))) {
    const lines = [{ product_id: bread.id, quantity: 1 }];
    const order = { resident_id: id, service_day: day, lines, override_reason: 'Un matin de trente portes' };
    await coordinator.ask('POST', '/v1/orders', order);
  }
  const [neighbourhood] = await coordinator.list('/v1/neighbourhoods');
  await coordinator.ask('POST', '/v1/plans', { neighbourhood_id: neighbourhood!.id, service_day: day });
  const rounds = (await coordinator.list(`/v1/rounds?service_day=${day}`)).filter((one) => one.shift === 'morning');
  const sheets = await Promise.all(rounds.map((one) => coordinator.sheet(one.id)));
  return sheets.sort((a, b) => dropsOf(b).length - dropsOf(a).length)[0]!;
}

export function dropsOf(sheet: Sheet): SheetDrop[] {
  return sheet.stops.flatMap((stop) => stop.drops);
}
