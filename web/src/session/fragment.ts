// The one-time tokens of links and cards. They come in the address's fragment, which no server sees, and leave it at once, so
// that they are in no history and no screenshot. This file keeps them in memory only.
import { SessionIn } from '../api/limits';

export interface Brought {
  pair?: string;
  setup?: string;
  /** The id of the printed card, for whoever opens it at the door. */
  card?: string;
}

const brought: Brought = {};
let torn = false;

/** Takes a token out of the address, which forgets it whatever it was. */
export function takeFragment(): void {
  const carried = carriedBy(location.hash);
  if (!carried) return;
  brought[carried.kind] = carried.token;
  brought.card = carried.card;
  torn = !carried.token;
  history.replaceState(null, '', carried.kind === 'pair' ? '#/connexion' : '#/installation');
}

/** What a fragment brings. Messages leave a full stop, a bracket or a space behind a link; the token ends before it. */
export function carriedBy(hash: string): { kind: 'pair' | 'setup'; token?: string; card?: string } | null {
  const [, kind, rest = ''] = /^#(pair|setup)=(.*)$/s.exec(hash) ?? [];
  if (!kind) return null;
  const [, token, card] = /^([A-Za-z0-9_-]{8,200})(?![A-Za-z0-9_-])(?:\.(par_[0-9a-f]{32}))?/.exec(rest) ?? [];
  return { kind: kind as 'pair' | 'setup', token, card };
}

/** Whether a link led here that had no token; asked for once. */
export function broughtTorn(): boolean {
  const was = torn;
  torn = false;
  return was;
}

/** The token that was brought; asked for once, it is gone. */
export function broughtToken(kind: keyof Brought): string | undefined {
  const token = brought[kind];
  delete brought[kind];
  return token;
}

/**
 * The token in what a camera or a hand gives: a link, the text of a printed card, or the code alone, which is printed in groups
 * of four. The other code of a card, which opens it at the door, is none.
 */
export function tokenIn(text: string): string | null {
  const trimmed = text.trim();
  const linked = carriedBy(/#pair=.*$/s.exec(trimmed)?.[0] ?? '')?.token;
  const printed = /^palier:pair:[^:]+:([A-Za-z0-9_-]+)$/.exec(trimmed)?.[1];
  const typed = /^[A-Za-z0-9_-]{4}( +[A-Za-z0-9_-]{1,4})+$/.test(trimmed) ? trimmed.replaceAll(' ', '') : trimmed;
  const opens = /^(par_)?[0-9a-f]{32}$/i.test(typed);
  const alone = opens ? undefined : isCode(typed) ? typed : undefined;
  return linked ?? printed ?? alone ?? null;
}

/** Codes are far longer than eight; a word or a telephone number typed here by mistake is told at once, without asking the server. */
const LEAST = 8;

const isCode = (text: string) =>
  /^[A-Za-z0-9_-]+$/.test(text) && text.length >= LEAST && text.length <= SessionIn.pairing_token.maxLength;

/** Keeps a token that was scanned or typed, for the page that asks before it is used. */
export function bringToken(token: string): void {
  brought.pair = token;
}
