// What most office screens do: ask for something when they open, do something when a person says so, and hold what went wrong
// until it is mended. It knows no address and no word.
import { Problem } from '../../api/problem';

/** Something that a screen asks for as it opens; `load` asks again. */
export class Asked<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();

  constructor(private readonly get: () => Promise<T>) {
    void this.load();
  }

  load = async (): Promise<void> => {
    this.problem = undefined;
    try {
      this.value = await this.get();
    } catch (error) {
      this.problem = Problem.of(error);
    }
  };
}

/** Something that a person does: one at a time, and what went wrong stays in sight. */
export class Doing {
  busy = $state(false);
  problem = $state.raw<Problem>();

  /** Whether it was done. */
  run = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (this.busy) return false;
    this.busy = true;
    this.problem = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      this.problem = Problem.of(error);
      return false;
    } finally {
      this.busy = false;
    }
  };

  /** The fault of one field, in the server's words. */
  at(pointer: string): string | undefined {
    return this.problem?.faultAt(pointer);
  }
}

interface Part<T> {
  items: T[];
  next_cursor?: string | null;
}

/** Every item of a list that is sent in parts. */
export async function everyPart<T>(get: (cursor?: string) => Promise<Part<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const part = await get(cursor);
    items.push(...part.items);
    cursor = part.next_cursor ?? undefined;
  } while (cursor);
  return items;
}
