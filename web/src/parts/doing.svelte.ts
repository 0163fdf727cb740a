// One thing that a person asked to be done: whether it is under way, and what went wrong. A second tap while it runs does
// nothing. A page shows what went wrong with `<Trouble>`.
import { Problem } from '../api/problem';

export class Doing {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  async run(act: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await act();
    } catch (error) {
      this.problem = Problem.of(error);
    } finally {
      this.busy = false;
    }
  }
}
