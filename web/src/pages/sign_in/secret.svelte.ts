// A secret that is being tried: whether it is on its way, what was refused, and whether the server asks to wait before the
// next try. The wait ends by itself and takes its sentence along.
import { Problem } from '../../api/problem';
import { machine } from '../../device/machine';
import { waitOf } from './refused';

export class Secret {
  busy = $state(false);
  waits = $state(false);
  problem = $state.raw<Problem | null>(null);
  #cancel: (() => void) | undefined;

  /** Whether it was taken. */
  async try(act: () => Promise<unknown>): Promise<boolean> {
    if (this.busy || this.waits) return false;
    this.busy = true;
    this.problem = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.problem = Problem.of(error);
      const wait = waitOf(this.problem);
      if (wait) this.pause(wait);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The page is gone: nobody waits any more. */
  stop(): void {
    this.#cancel?.();
  }

  private pause(wait: number): void {
    this.waits = true;
    this.#cancel?.();
    this.#cancel = machine.after(wait, () => {
      this.waits = false;
      this.problem = null;
    });
  }
}
