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

  /** Those whose talk was not ended yet, the longest wait first. */
  get open(): readonly Call[] {
    const own = this.#all.filter((call) => call.account === session.current);
    return own.sort((a, b) => (a.since < b.since ? -1 : 1));
  }

  /** Takes a call up, or again. */
  take(resident_id: string): Call {
    const known = this.open.find((one) => one.resident_id === resident_id);
    if (known) return known;
    const call = new Call(resident_id);
    this.#all = [...this.open, call];
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

  park(call: Call): void {
    call.since = machine.now().toISOString();
  }

  end(call: Call): void {
    this.#all = this.#all.filter((one) => one !== call);
  }
}

export const calls = new Calls();
