// The address that connects a phone. The token stands in the fragment, which no server sees. A card carries its own id as
// well, so that whoever opens it at the door need not type it.

export function pairingUrl(token: string, card_id?: string): string {
  return `${location.origin}${location.pathname}#pair=${token}${card_id ? `.${card_id}` : ''}`;
}

/** The id of the card in what a camera or a hand gives. */
export function cardIn(text: string): string | null {
  const ours = /#pair=[A-Za-z0-9_-]+\.(par_[0-9a-f]{32})$/.exec(text.trim())?.[1];
  const printed = /^palier:pair:(par_[0-9a-f]{32}):/.exec(text.trim())?.[1];
  const alone = /^par_[0-9a-f]{32}$/.exec(text.trim())?.[0];
  return ours ?? printed ?? alone ?? null;
}
