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

/** Takes a token out of the address; answers which page it is for. */
export function takeFragment(): '/connexion' | '/installation' | null {
  const [, kind, token, card] = /^#(pair|setup)=([A-Za-z0-9_-]+)(?:\.(par_[0-9a-f]{32}))?$/.exec(location.hash) ?? [];
  if (!kind || !token) return null;
  brought[kind as 'pair' | 'setup'] = token;
  brought.card = card;
  const path = kind === 'pair' ? '/connexion' : '/installation';
  history.replaceState(null, '', `#${path}`);
  return path;
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
  const linked = /#pair=([A-Za-z0-9_-]+)(?:\.par_[0-9a-f]{32})?$/.exec(trimmed)?.[1];
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
