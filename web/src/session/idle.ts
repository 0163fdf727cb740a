// Whether a tablet of several people was left alone. Time and timers come from the machine; a tablet that slept through its
// timer is found out at the first touch, which then does nothing else.
import { machine, type Machine } from '../device/machine';

/** Long enough to read a page slowly, short enough that the next person finds it closed. */
export const ALONE_AFTER = 180_000;

export class Idle {
  #touched: number;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly onAlone: () => void,
    private readonly by: Machine = machine,
  ) {
    this.#touched = by.now().getTime();
    this.wait();
  }

  /** Somebody is there. Answers false when they came too late. */
  touch(): boolean {
    const now = this.by.now().getTime();
    const inTime = now - this.#touched < ALONE_AFTER;
    this.#touched = now;
    this.#cancel?.();
    if (!inTime) this.onAlone();
    this.wait();
    return inTime;
  }

  stop(): void {
    this.#cancel?.();
  }

  private wait(): void {
    this.#cancel = this.by.after(ALONE_AFTER, () => {
      this.onAlone();
      this.#touched = this.by.now().getTime();
      this.wait();
    });
  }
}

/** Watches this page's touches and keys; the answer ends it. */
export function watchTouches(onAlone: () => void): () => void {
  const idle = new Idle(onAlone);
  const ending = new AbortController();
  const touch = (event: Event) => {
    if (!idle.touch()) event.preventDefault();
  };
  for (const kind of ['pointerdown', 'keydown']) {
    addEventListener(kind, touch, { capture: true, signal: ending.signal });
  }
  return () => {
    idle.stop();
    ending.abort();
  };
}
