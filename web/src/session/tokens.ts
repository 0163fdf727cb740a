// Lends access tokens and renews them. A refresh token is exchanged once: so over all tabs one renewal at a time, and a tab
// that waited takes what the other got. The new pair is on disk before it is used. Whether a PIN is needed is for the server
// to say: only its word proves that there is a network, and without one nobody is asked for a PIN.
import type { Bearer } from '../api/client';
import { Problem } from '../api/problem';
import type { Granted } from '../api/sessions';
import type { Schemas } from '../api/types';
import type { Lock } from '../device/locks';
import type { Machine } from '../device/machine';
import { accountLock, type Account, type Accounts } from './accounts';
import type { Pins } from './pins';

/** A token that ends sooner is renewed before it is used. */
const MARGIN = 30_000;

/** Who is told what becomes of an account's session. */
export interface Watcher {
  /** The account of whoever looks at this page. */
  current(): string | null;
  /** A new pair is on disk, with what the server says of the device. */
  renewed(opened: Schemas['Opened']): void;
  /** The PIN must be typed. */
  asked(account_id: string): void;
  /** A PIN must be chosen. */
  needsPin(account_id: string): void;
  /** The server ended the session; `code` says why. */
  ended(account_id: string, code: string): void;
}

export class Tokens implements Bearer {
  constructor(
    private readonly accounts: Accounts,
    private readonly renew: (refresh_token: string, pin?: string) => Promise<Granted>,
    private readonly pins: Pins,
    private readonly watcher: Watcher,
    private readonly lock: Lock,
    private readonly machine: Machine,
  ) {}

  async token(account_id = this.current(), waits = true): Promise<string | null> {
    const account = await this.accounts.get(account_id);
    if (!account || account.ended) return null;
    return this.isFresh(account) ? account.access_token : this.renewed(account.access_token, account_id, waits);
  }

  async renewed(refused: string, account_id = this.current(), waits = true): Promise<string | null> {
    for (;;) {
      try {
        return await this.lock(accountLock(account_id), () => this.exchange(account_id, refused));
      } catch (error) {
        if (!(error instanceof Problem) || !error.asksPin) throw error;
        this.pins.forget(account_id);
        this.watcher.asked(account_id);
        // Only the person in front of the page can be waited for, and never while a lock is held.
        if (!waits || account_id !== this.current()) throw error;
        if (!(await this.pins.wait(account_id))) throw Problem.onPhone('phone.offline', error);
      }
    }
  }

  needsPin(account_id = this.current()): void {
    this.watcher.needsPin(account_id);
  }

  /** Renews with a PIN that was just typed; throws what the server says of a wrong one. */
  async unlock(account_id: string, pin: string): Promise<void> {
    await this.lock(accountLock(account_id), () => this.exchange(account_id, null, pin));
    this.pins.say(account_id, pin);
  }

  private async exchange(account_id: string, refused: string | null, pin = this.pins.of(account_id)) {
    const account = await this.accounts.get(account_id);
    if (!account || account.ended) return null;
    if (refused !== null && account.access_token !== refused) return account.access_token;
    try {
      const granted = await this.renew(account.refresh_token, pin);
      await this.accounts.put({ ...account, ...grantedTo(granted, this.machine) });
      this.watcher.renewed(granted.opened);
      return granted.opened.access_token;
    } catch (error) {
      if (!(error instanceof Problem) || !error.isSignedOut) throw error;
      await this.accounts.change(account_id, { ended: true });
      this.pins.forget(account_id);
      this.watcher.ended(account_id, error.code);
      return null;
    }
  }

  private current(): string {
    return this.watcher.current() ?? '';
  }

  private isFresh(account: Account): boolean {
    const now = this.machine.now().getTime();
    return account.fresh_from <= now && now < account.fresh_until - MARGIN;
  }
}

/** What an answer of the server changes in an account. */
export function grantedTo({ opened, lasts }: Granted, machine: Machine) {
  const now = machine.now().getTime();
  return {
    session_id: opened.session_id,
    refresh_token: opened.refresh_token,
    access_token: opened.access_token,
    awaits_confirmation: opened.awaits_confirmation,
    pin_needed: opened.pin_needed,
    pin_set: opened.pin_set,
    shared: opened.shared,
    left: false,
    fresh_from: now,
    fresh_until: now + lasts,
    ended: false,
  };
}
