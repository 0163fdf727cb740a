// Sends what waits. An event leaves the queue on the server's word about it and on nothing else: a portal's page, an error,
// a lost session and a crash all leave it where it is. One poisoned event never holds the others up.
import { Problem } from '../api/problem';
import type { Schemas } from '../api/types';
import type { EventRow, RefusedRow, Told } from '../device/database';
import type { Lock } from '../device/locks';
import type { Machine } from '../device/machine';
import type { OutboxStore, Seen } from './store';

/** Sends a batch for an account and answers one result an event, in their order. A batch is all of one teller. */
export type Push = (account_id: string, events: Schemas['EventIn'][], told?: Told) => Promise<Schemas['EventAnswer'][]>;

/** Why something still waits. */
export type Rest = 'nothing' | 'sending' | 'offline' | 'signed_out' | 'locked' | 'later';

export interface OutboxEvents {
  /** Something was added, sent or refused, or the reason to wait changed. */
  changed(rest: Rest): void;
  /** The server took an event in and a coordinator should look at it. */
  flagged(row: EventRow, answer: Schemas['EventAnswer']): void;
}

const LOCK = 'palier-outbox';
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;
/** Statuses that say that something in a batch cannot be read. */
const POISONED = [400, 413, 422];

export class Outbox {
  #running: Promise<void> | undefined;
  #again = false;
  #pause = FIRST_PAUSE;
  #notBefore = 0;
  #cancel: (() => void) | undefined;

  constructor(
    readonly store: OutboxStore,
    private readonly push: Push,
    private readonly batch: number,
    private readonly tell: OutboxEvents,
    private readonly lock: Lock,
    private readonly machine: Machine,
  ) {}

  /** Keeps what was seen, then tries to send it. It answers when it is kept. */
  async add(account_id: string, seen: Seen, told?: Told): Promise<EventRow> {
    const row = await this.store.add(account_id, seen, told);
    this.tell.changed('sending');
    void this.flush();
    return row;
  }

  /** Sends what waits, as far as it goes. Never throws; calls while it runs make it look once more. */
  flush(): Promise<void> {
    this.#again = true;
    this.#running ??= this.run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** The network may be back: tries at once, and soon again. The long pauses were for the time without. */
  wake(): Promise<void> {
    this.#pause = FIRST_PAUSE;
    return this.flush();
  }

  private async run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // What the server asked for holds, whoever taps meanwhile.
      if (this.machine.now().getTime() < this.#notBefore) return this.tell.changed('later');
      const rest = await this.lock(LOCK, () => this.sendAll()).catch((): Rest => 'later');
      if (rest === 'later' || rest === 'offline') this.retryLater();
      else this.#pause = FIRST_PAUSE;
      this.tell.changed(rest);
    }
  }

  private async sendAll(): Promise<Rest> {
    let rest: Rest = 'nothing';
    for (const account_id of await this.store.owners()) {
      const left = await this.sendOf(account_id);
      // Without network there is none for the neighbour's account either; another account's refusal is its own.
      if (left === 'offline') return left;
      if (left !== 'nothing' && rest !== 'later') rest = left;
    }
    return rest;
  }

  private async sendOf(account_id: string): Promise<Rest> {
    for (let after = 0; ;) {
      const rows = ofOneTeller(await this.store.waiting(account_id, after, this.batch));
      const last = rows.at(-1);
      if (!last) break;
      const stopped = await this.sendBatch(account_id, rows);
      if (stopped) return stopped;
      after = last.device_seq;
    }
    // What the server neither took nor refused for good is asked again later.
    return (await this.store.count(account_id)) > 0 ? 'later' : 'nothing';
  }

  private async sendBatch(account_id: string, rows: EventRow[]): Promise<Rest | null> {
    try {
      const events = rows.map((row) => row.event);
      await this.settle(rows, await this.push(account_id, events, rows[0]?.told));
      return null;
    } catch (error) {
      const problem = Problem.of(error);
      if (!POISONED.includes(problem.status)) return this.stop(problem);
      const [only] = rows;
      if (rows.length === 1 && only) {
        await this.store.settle([], [this.refusal(only, problem.code, problem.title)]);
        return null;
      }
      const half = Math.ceil(rows.length / 2);
      return (
        (await this.sendBatch(account_id, rows.slice(0, half))) ?? (await this.sendBatch(account_id, rows.slice(half)))
      );
    }
  }

  private async settle(rows: EventRow[], answers: Schemas['EventAnswer'][]): Promise<void> {
    if (!Array.isArray(answers)) throw Problem.onPhone('phone.portal');
    const acknowledged: string[] = [];
    const refused: RefusedRow[] = [];
    rows.forEach((row, at) => {
      const answer = answers.find((one) => one.event_id === row.event_id) ?? nameless(answers[at]);
      if (!answer) return;
      if (answer.result === 'refused') {
        if (answer.final) refused.push(this.refusal(row, answer.code ?? '', answer.title ?? ''));
      } else if (['applied', 'duplicate', 'flagged'].includes(answer.result)) {
        acknowledged.push(row.event_id);
        if (answer.result === 'flagged') this.tell.flagged(row, answer);
      }
    });
    await this.store.settle(acknowledged, refused);
  }

  private refusal(row: EventRow, code: string, title: string): RefusedRow {
    return { ...row, code, title, refused_at: this.machine.now().toISOString() };
  }

  private stop(problem: Problem): Rest {
    if (problem.retryAfter !== undefined) {
      this.#notBefore = this.machine.now().getTime() + problem.retryAfter;
      this.#pause = Math.max(this.#pause, problem.retryAfter);
    }
    if (problem.asksPin) return 'locked';
    if (problem.isSignedOut || problem.code === 'session.unconfirmed') return 'signed_out';
    return problem.isOffline ? 'offline' : 'later';
  }

  /** Waits longer each time, and not to the same second as the neighbour's phone. */
  private retryLater(): void {
    const byte = new Uint8Array(1);
    this.machine.fill(byte);
    const wait = Math.max(this.#pause, this.#notBefore - this.machine.now().getTime());
    this.#cancel?.();
    this.#cancel = this.machine.after(wait + (wait * byte[0]!) / 1024, () => void this.flush());
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }
}

/** The first events, as far as they are of one teller: a batch has one source. */
export function ofOneTeller(rows: EventRow[]): EventRow[] {
  const teller = (row: EventRow | undefined) => JSON.stringify(row?.told);
  const other = rows.findIndex((row) => teller(row) !== teller(rows[0]));
  return other < 0 ? rows : rows.slice(0, other);
}

/** The answer at the same place, when it names no event because its id could not be read. */
function nameless(answer: Schemas['EventAnswer'] | undefined): Schemas['EventAnswer'] | undefined {
  return answer && !answer.event_id ? answer : undefined;
}
