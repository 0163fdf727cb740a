// Time, chance and waiting, as arguments: modules that need them take a Machine, so that tests hold the clock in hand.
// Nothing else in src asks the system for the time of a fact, for chance or for a timer.

export interface Machine {
  now(): Date;
  fill(bytes: Uint8Array<ArrayBuffer>): void;
  /** Calls `act` after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, act: () => void): () => void;
}

export const machine: Machine = {
  now: () => new Date(),
  fill: (bytes) => void crypto.getRandomValues(bytes),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** An instant with the phone's own offset, as events carry it: 2026-11-24T07:41:03.120+01:00. */
export function withOffset(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (part: number) => String(Math.trunc(part)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
