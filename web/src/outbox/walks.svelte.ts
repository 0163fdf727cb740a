// The rounds of whoever is signed in, as pages see them: what is kept on this phone first, then what the server says. A
// tick is shown from what the phone's database holds and from nothing else.
import { untrack } from 'svelte';
import { all } from '../api/all';
import { apiAs, ask, askWhole } from '../api/client';
import { Problem } from '../api/problem';
import type { Schemas } from '../api/types';
import { machine } from '../device/machine';
import { stored } from '../device/storage';
import { session } from '../session/session.svelte';
import { dayOf } from '../words/dates';
import type { Fact } from './facts';
import { outbox, pending, report } from './pending.svelte';
import { doorsOf, nextOf, progressOf } from './progress';
import { rounds, type KeptRound } from './round_store';
import type { WalkedRow } from './store';

export type Brief = Schemas['RoundBrief'];

/** What was heard so recently is not asked again at each page and tick: a stairwell's network is thin. */
const FRESH = 60_000;

/** How long what was just done can be taken back in place. */
const REGRET = 10_000;

/** What a tap said, of one door or of several, and how that reads. */
interface Just {
  said: { ids: string[]; drop_id?: string }[];
  text: string;
  /** Something was not given, or somebody worries: noted, and nothing to be glad of. */
  lacks: boolean;
}

/** One round on this phone. */
export class Walk {
  kept = $state.raw<KeptRound>()!;
  rows = $state.raw<WalkedRow[]>([]);
  /** The plan changed under the eyes of whoever walks. */
  changed = $state(false);
  /** The server does not let the round be started or ended. */
  problem = $state.raw<Problem | null>(null);
  /** What was just done, while it can be taken back in place. */
  just = $state.raw<Just | null>(null);

  readonly progress = $derived(progressOf(this.kept, this.rows));
  readonly doors = $derived(doorsOf(this.progress));
  readonly next = $derived(nextOf(this.progress));
  readonly round = $derived(this.kept.round);

  #forget: (() => void) | undefined;

  constructor(
    readonly account_id: string,
    kept: KeptRound,
  ) {
    this.kept = kept;
  }

  get status(): Schemas['RoundStatus'] {
    if (!this.kept.step) return this.kept.round.status;
    return this.kept.step === 'start' ? 'started' : 'finished';
  }

  /** Keeps what was seen, then shows it. */
  async tell(facts: Fact[], text: string, drop_id?: string, lacks = false): Promise<void> {
    await this.tellAll([{ facts, drop_id }], text, lacks);
  }

  /** Keeps what was seen at several doors, which is taken back together. */
  async tellAll(seen: { facts: Fact[]; drop_id?: string }[], text: string, lacks = false): Promise<void> {
    const said: Just['said'] = [];
    try {
      for (const { facts, drop_id } of seen) {
        const ids: string[] = [];
        said.push({ ids, drop_id });
        for (const fact of facts) ids.push(await report({ ...fact, ...this.where(drop_id) }));
      }
    } finally {
      // What was kept before something failed is shown as kept.
      await this.reread();
    }
    this.regret({ said, text, lacks });
  }

  /** Takes events of this phone back. */
  async takeBack(ids: readonly string[], drop_id?: string): Promise<void> {
    for (const of of [...ids].reverse()) await report({ kind: 'undo', payload: { of }, ...this.where(drop_id) });
    this.just = null;
    await this.reread();
  }

  async reread(): Promise<void> {
    this.rows = await outbox.store.walked(this.account_id, this.round.id);
  }

  /** Changes what is kept beside the round: its order, a step. */
  async keep(what: Partial<KeptRound>): Promise<void> {
    const kept = { ...this.kept, ...what };
    await stored(() => rounds.keep(this.account_id, kept));
    this.kept = kept;
  }

  /** Sets out or is back; without network the phone knows and tells later. */
  async step(step: 'start' | 'finish'): Promise<void> {
    await this.keep({ step });
    await this.sendStep();
  }

  async sendStep(): Promise<void> {
    const { step, round } = this.kept;
    if (!step) return;
    const params = { path: { round_id: round.id } };
    const api = apiAs(this.account_id);
    try {
      let brief = await ask(api.POST('/v1/rounds/{round_id}/start', { params }));
      if (step === 'finish') brief = await ask(api.POST('/v1/rounds/{round_id}/finish', { params }));
      await this.keep({ step: undefined, round: { ...this.round, status: brief.status, version: brief.version } });
    } catch (error) {
      const problem = Problem.of(error);
      if (problem.isPassing || problem.isSignedOut || problem.asksPin) return;
      this.problem = problem;
      await this.keep({ step: undefined });
    }
  }

  private where(drop_id?: string) {
    return { round_id: this.round.id, seen_version: this.round.version, ...(drop_id && { drop_id }) };
  }

  private regret(just: Just): void {
    this.#forget?.();
    this.just = just;
    this.#forget = machine.after(REGRET, () => (this.just = null));
  }
}

class Walks {
  account: string | null = null;
  /** Every round of this account on this phone, the next first. */
  all = $state.raw<Walk[]>([]);
  /** Rounds that wait for somebody. */
  waiting = $state.raw<Brief[]>([]);
  /** Rounds of somebody else on which this volunteer walks along. */
  company = $state.raw<Schemas['WalkAlong'][]>([]);
  /** Whether the phone's own were read, and whether the server was heard. */
  read = $state(false);
  heard = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** A round that was here is somebody else's now. */
  gone = $state(false);

  heardAt = 0;

  get today(): string {
    return dayOf(machine.now(), session.me?.association.time_zone);
  }

  find(round_id: string | undefined): Walk | undefined {
    return this.all.find((walk) => walk.round.id === round_id);
  }
}

export const walks = new Walks();

let opening: Promise<void> | undefined;
let hearing: Promise<void> | undefined;

/** Reads what this phone keeps for whoever is signed in, once, and asks the server without waiting for it. */
export async function openWalks(): Promise<void> {
  const account = session.current!;
  if (walks.account !== account) {
    const nothing = {
      all: [],
      waiting: [],
      company: [],
      read: false,
      heard: false,
      heardAt: 0,
      problem: null,
      gone: false,
    };
    Object.assign(walks, { account, ...nothing });
    opening = undefined;
    hearing = undefined;
  }
  opening ??= readKept(account);
  await opening;
  void hearRounds(false);
}

async function readKept(account: string): Promise<void> {
  try {
    const kept = await stored(() => rounds.all(account));
    const all = kept.map((one) => new Walk(account, one));
    await Promise.all(all.map((walk) => walk.reread()));
    if (walks.account === account) Object.assign(walks, { all, read: true });
  } catch (error) {
    opening = undefined;
    if (walks.account === account) Object.assign(walks, { problem: Problem.of(error), read: true });
  }
}

/** Asks the server for today's and tomorrow's rounds and keeps them. One question at a time. */
export function hearRounds(now = true): Promise<void> {
  const account = walks.account;
  const fresh = machine.now().getTime() - walks.heardAt < FRESH;
  if (!account || (fresh && !now)) return Promise.resolve();
  hearing ??= hear(account).finally(() => (hearing = undefined));
  return hearing;
}

async function hear(account: string): Promise<void> {
  try {
    for (const walk of walks.all) await walk.sendStep();
    const briefs = await all((part) => ask(apiAs(account).GET('/v1/rounds', { params: { query: part } })));
    const own = briefs.filter((brief) => brief.yours && !['declined', 'cancelled'].includes(brief.status));
    const found: Walk[] = [];
    for (const brief of own) found.push(await download(account, brief));
    if (walks.account !== account) return;
    const past = walks.all.filter((walk) => walk.round.service_day < walks.today);
    const lost = walks.all.filter((walk) => !past.includes(walk) && !found.includes(walk));
    for (const walk of lost) await rounds.erase(account, walk.round.id);
    walks.gone ||= lost.some((walk) => walk.status !== 'declined');
    const waiting = briefs.filter((brief) => brief.claimable);
    const known = [...past, ...found].sort((a, b) => a.round.starts_at.localeCompare(b.round.starts_at));
    Object.assign(walks, {
      all: known,
      waiting,
      heard: true,
      heardAt: machine.now().getTime(),
      problem: null,
    });
    await hearCompany(account);
  } catch (error) {
    if (walks.account === account) Object.assign(walks, { problem: Problem.of(error), heard: true });
  }
}

/** Asked last and by itself: without this answer the rounds are here all the same, and what was heard before stands. */
async function hearCompany(account: string): Promise<void> {
  const answer = await ask(apiAs(account).GET('/v1/company')).catch(Problem.of);
  if (walks.account === account && !(answer instanceof Problem)) walks.company = answer.walks;
}

async function download(account: string, brief: Brief): Promise<Walk> {
  const known = walks.find(brief.id);
  const walk = known?.account_id === account ? known : undefined;
  const told = await outbox.store.walked(account, brief.id);
  const included = told.filter((row) => row.sent).map((row) => row.event_id);
  const header = walk?.kept.etag ? { 'If-None-Match': walk.kept.etag } : {};
  const asked = apiAs(account).GET('/v1/rounds/{round_id}', { params: { path: { round_id: brief.id }, header } });
  const { data, etag, status } = await askWhole(asked);
  if (walk && status === 304) await walk.keep({ included });
  else if (walk) {
    walk.changed ||= doorsIn(walk.kept) !== doorsIn({ round: data, etag });
    await walk.keep({ round: data, etag, included });
  }
  const fresh = walk ?? new Walk(account, { round: data, etag, included });
  if (!walk) await fresh.keep({});
  await fresh.reread();
  return fresh;
}

function doorsIn({ round }: KeptRound): string {
  return round.stops
    .flatMap((stop) => stop.drops.map((drop) => drop.drop_id))
    .sort()
    .join();
}

/** Follows the outbox while a page is shown: what was refused is no tick any more, and what arrived is asked back. */
export function followWalks(): void {
  void openWalks();
  $effect(() => {
    void [pending.count, pending.refused, pending.heard];
    untrack(() => walks.all.forEach((walk) => void walk.reread()));
  });
  $effect(() => {
    if (pending.rest === 'nothing' && walks.read) untrack(() => void hearRounds(false));
  });
}
