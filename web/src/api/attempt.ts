// The Idempotency-Key of one form: the same for the same body however often it is sent, so that a lost answer never makes a
// second loaf; a new one when the person changed the body or the first was done.
import { machine, type Machine } from '../device/machine';
import { uuid7 } from '../device/uuid7';

export class Attempt {
  #body?: string;
  #key?: string;

  constructor(private readonly by: Machine = machine) {}

  /** The header of this body: `params: { header: attempt.header(body) }`. */
  header(body: unknown): { 'Idempotency-Key': string } {
    const told = JSON.stringify(body);
    if (!this.#key || told !== this.#body) this.#key = uuid7(this.by);
    this.#body = told;
    return { 'Idempotency-Key': this.#key };
  }

  /** What was asked is done; the next is another. */
  done(): void {
    this.#key = undefined;
  }
}
