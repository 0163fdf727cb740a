// What scrolls: the part of a page above its footer, or the whole page where the screen is too low for a footer that stays.

/** The id of the part that scrolls. */
export const VIEW = 'view';

/** Shows the page from its beginning. */
export function toTop(): void {
  document.getElementById(VIEW)?.scrollTo(0, 0);
  scrollTo(0, 0);
}
