// What a page asked for and what became of it: on its way, here, or why not. A page shows it with `<Shown>`; asking again
// keeps what is there in sight until the new answer comes.
import { Problem } from '../api/problem';

export class Asked<Data> {
  data = $state.raw<Data>();
  problem = $state.raw<Problem | null>(null);
  #turn = 0;

  constructor(private readonly load: () => Promise<Data>) {
    void this.again();
  }

  readonly again = async (): Promise<void> => {
    const mine = ++this.#turn;
    try {
      const data = await this.load();
      if (mine !== this.#turn) return;
      this.data = data;
      this.problem = null;
    } catch (error) {
      if (mine === this.#turn) this.problem = Problem.of(error);
    }
  };
}
