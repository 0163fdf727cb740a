// The PINs that were typed in this page, each of one account, and the requests that wait for one. They are in memory and
// nowhere else: a page that is loaded anew asks again. It asks the server nothing.

interface Waiting {
  account_id: string;
  go(opened: boolean): void;
}

export class Pins {
  readonly #said = new Map<string, string>();
  #waiting: Waiting[] = [];

  of(account_id: string): string | undefined {
    return this.#said.get(account_id);
  }

  /** The PIN was right: whoever waited goes on. */
  say(account_id: string, pin: string): void {
    this.#said.set(account_id, pin);
    this.settle(true, account_id);
  }

  forget(account_id: string): void {
    this.#said.delete(account_id);
  }

  /** Answers once the PIN was typed: true; false when nobody will. */
  wait(account_id: string): Promise<boolean> {
    return new Promise((go) => this.#waiting.push({ account_id, go }));
  }

  /** Nobody will be asked any more: the network is away, or somebody else sits here now. */
  giveUp(): void {
    this.settle(false);
  }

  private settle(opened: boolean, account_id?: string): void {
    const due = this.#waiting.filter((one) => account_id === undefined || one.account_id === account_id);
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const one of due) one.go(opened);
  }
}
