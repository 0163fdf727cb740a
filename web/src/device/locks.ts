// One at a time over all tabs. Tests, and browsers without the Web Locks API, get a queue within this page.

export type Lock = <T>(name: string, act: () => Promise<T>) => Promise<T>;

/** A lock for one page alone. */
export function pageLock(): Lock {
  const tails = new Map<string, Promise<unknown>>();
  return (name, act) => {
    const turn = (tails.get(name) ?? Promise.resolve()).then(act, act);
    tails.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

const own = pageLock();

export const lock: Lock = (name, act) =>
  typeof navigator !== 'undefined' && navigator.locks
    ? (navigator.locks.request(name, act) as Promise<Awaited<ReturnType<typeof act>>>)
    : own(name, act);
