// The address that connects a phone. The token stands in the fragment, which no server sees. A card carries its own id as
// well, so that whoever opens it at the door need not type it.

export function pairingUrl(token: string, card_id?: string): string {
  return `${location.origin}${location.pathname}#pair=${token}${card_id ? `.${card_id}` : ''}`;
}

/** What opens a card, to be typed at the door: its id in groups of four. Digits and a to f only, so that nothing is misread. */
export function openingCode(card_id: string): string {
  return inFours(card_id.replace('par_', ''));
}

/** A long code in groups of four, which an eye can follow. */
export function inFours(code: string): string {
  return code.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** The id of the card in what a camera or a hand gives. */
export function cardIn(text: string): string | null {
  const ours = /#pair=[A-Za-z0-9_-]+\.(par_[0-9a-f]{32})$/.exec(text.trim())?.[1];
  const printed = /^palier:pair:(par_[0-9a-f]{32}):/.exec(text.trim())?.[1];
  const typed = /^(?:par_)?([0-9a-f]{32})$/.exec(text.replace(/[\s-]/g, '').toLowerCase())?.[1];
  return ours ?? printed ?? (typed ? `par_${typed}` : null);
}
