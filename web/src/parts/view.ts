// What scrolls: the part of a page above its footer, or the whole page where the screen is too low for a footer that stays.

/** The id of the part that scrolls. Behind a PIN there is a second one, after the one that is seen. */
export const VIEW = 'view';

/** How far a key scrolls, as a share of what is seen at once. */
const KEYS: Record<string, number> = { PageDown: 0.9, PageUp: -0.9, ArrowDown: 0.1, ArrowUp: -0.1 };

/** Lets the keys of reading reach the page when the focus is in its footer or nowhere. */
export function scrollByKey(event: KeyboardEvent): void {
  const { target } = event;
  const view = document.getElementById(VIEW);
  const part = KEYS[event.key];
  const reads = target === document.body || (target instanceof Element && target.closest('footer'));
  const other = event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!reads || !part || !view || other || view.scrollHeight <= view.clientHeight) return;
  event.preventDefault();
  view.scrollBy({ top: part * view.clientHeight });
}

/** Shows the page from its beginning. */
export function toTop(): void {
  document.getElementById(VIEW)?.scrollTo(0, 0);
  scrollTo(0, 0);
}
