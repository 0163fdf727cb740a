// What a volunteer's phone fetches before it is asked for. A page that was never fetched cannot be shown without network, and
// the next thing after pairing may be a stairwell, long before the service worker holds everything.
import { apart } from './routes';
import { loadWords } from './words/index.svelte';

/** Fetches the pages of a round and their words; what is here already costs nothing. */
export async function fetchRoundPages(): Promise<void> {
  const routes = await apart.volunteer();
  await Promise.all(routes.map(({ page, words }) => Promise.all([page(), loadWords(['common', ...words])])));
  document.documentElement.dataset.ahead = 'round';
}
