// The callers of this desk: who is on the line, who is parked, and what was put together for each, so that a second call or a
// lost network costs nothing that was typed. In memory only: names of callers do not stay on an office computer.
import { Attempt } from '../../api/attempt';
import { machine } from '../../device/machine';
import { session } from '../../session/session.svelte';
import type { Quantities } from '../quantities';

/** An absence that is being written. */
export interface AwayDraft {
  first: string;
  last: string;
  open: boolean;
}

export class Call {
  name = $state('');
  place = $state('');
  /** When their page was left, which is when they began to wait. */
  since = $state(machine.now().toISOString());
  day = $state('');
  quantities = $state.raw<Quantities>({});
  /** What they said they want, which goes along from day to day. */
  wanted = $state.raw<Quantities>({});
  away = $state<AwayDraft | null>(null);
  /** Quantities by product and weekday, `prd_…/2`. */
  usual = $state.raw<Quantities | null>(null);
  /** All was noted when their page was left: they wait for nothing. */
  over = $state(false);
  readonly orders = new Attempt();
  readonly absences = new Attempt();
  readonly talks = new Attempt();
  /** What one operator put together is not shown to the next. */
  readonly account = session.current;

  constructor(readonly resident_id: string) {}
}

class Calls {
  #all = $state.raw<readonly Call[]>([]);
  /** Whether single keys do something; somebody who dictates can switch them off. */
  keys = $state(true);

  /** What was just done, for the page that comes next. */
  #done = '';

  get #own(): readonly Call[] {
    return this.#all.filter((call) => call.account === session.current);
  }

  /** Those who still wait for something, the longest wait first. */
  get open(): readonly Call[] {
    const waiting = this.#own.filter((call) => !call.over);
    return waiting.sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  /** Takes a call up, or again. */
  take(resident_id: string): Call {
    const known = this.#own.find((one) => one.resident_id === resident_id);
    if (known) return known;
    const call = new Call(resident_id);
    this.#all = [...this.#own, call];
    return call;
  }

  done(sentence: string): void {
    this.#done = sentence;
  }

  /** Told once. */
  takeDone(): string {
    const sentence = this.#done;
    this.#done = '';
    return sentence;
  }

  /** Their page is left: over where all is noted and nothing was touched since, else they wait. */
  leave(call: Call, over: boolean): void {
    call.over = over;
    call.since = machine.now().toISOString();
  }

  /** The desk has nobody on the line: who is over is gone, and would be a new call. */
  hangUp(): void {
    this.#all = this.#own.filter((call) => !call.over);
  }

  end(call: Call): void {
    this.#all = this.#all.filter((one) => one !== call);
  }
}

export const calls = new Calls();
