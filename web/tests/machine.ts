// A clock, chance and timers in the hand of a test.
import type { Machine } from '../src/device/machine';

export class TestMachine implements Machine {
  #now = Date.parse('2026-11-24T06:30:00Z');
  #drawn = 0;
  #timers: { at: number; act: () => void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  /** Short fills are zeros, so that pauses have no jitter; longer ones differ each time. */
  fill(bytes: Uint8Array<ArrayBuffer>): void {
    bytes.fill(0);
    if (bytes.length > 1) new DataView(bytes.buffer).setUint32(bytes.length - 4, (this.#drawn += 1));
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.#now + milliseconds, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** How long until the next timer; time moves there without calling it. */
  nextPause(): number {
    const [next] = this.#timers.splice(0, 1);
    const pause = (next?.at ?? NaN) - this.#now;
    this.#now += pause;
    return pause;
  }

  /** Moves the clock and calls what is due. */
  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const timer of due) timer.act();
  }
}
