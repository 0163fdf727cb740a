// One thing that a person asked to be done: whether it is under way, and what went wrong until it is mended. A second tap while
// it runs does nothing. A page shows what went wrong with `<Trouble>`.
import { Problem } from '../api/problem';

export class Doing {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Whether it was done. */
  async run(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.problem = Problem.of(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The fault of one field, in the server's words. */
  at(pointer: string): string | undefined {
    return this.problem?.faultAt(pointer);
  }
}
