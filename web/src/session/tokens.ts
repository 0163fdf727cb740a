// Lends access tokens and renews them. A refresh token is exchanged once: so over all tabs one renewal at a time, and a tab
// that waited takes what the other got. The new pair is on disk before it is used.
import type { Bearer } from '../api/client';
import { Problem } from '../api/problem';
import type { Granted } from '../api/sessions';
import type { Lock } from '../device/locks';
import type { Machine } from '../device/machine';
import { accountLock, type Account, type Accounts } from './accounts';

/** A token that ends sooner is renewed before it is used. */
const MARGIN = 30_000;

export class Tokens implements Bearer {
  constructor(
    private readonly accounts: Accounts,
    private readonly renew: (refresh_token: string) => Promise<Granted>,
    private readonly current: () => string | null,
    private readonly onEnded: (account_id: string) => void,
    private readonly lock: Lock,
    private readonly machine: Machine,
  ) {}

  async token(account_id = this.current() ?? ''): Promise<string | null> {
    const account = await this.accounts.get(account_id);
    if (!account || account.ended) return null;
    return this.isFresh(account) ? account.access_token : this.renewed(account.access_token, account_id);
  }

  async renewed(refused: string, account_id = this.current() ?? ''): Promise<string | null> {
    return this.lock(accountLock(account_id), async () => {
      const account = await this.accounts.get(account_id);
      if (!account || account.ended) return null;
      if (account.access_token !== refused) return account.access_token;
      try {
        const granted = await this.renew(account.refresh_token);
        await this.accounts.put({ ...account, ...grantedTo(granted, this.machine) });
        return granted.opened.access_token;
      } catch (error) {
        if (!(error instanceof Problem) || !error.isSignedOut) throw error;
        await this.accounts.change(account_id, { ended: true });
        this.onEnded(account_id);
        return null;
      }
    });
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
    fresh_from: now,
    fresh_until: now + lasts,
    ended: false,
  };
}
