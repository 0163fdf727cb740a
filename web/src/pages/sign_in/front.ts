// What stands in front of the pages: the PIN, and the watch over a tablet of several people. Fetched by whoever has either.
import { watchTouches } from '../../session/idle';
import { closeIdle } from '../../session/pin';
import { loadWords } from '../../words/index.svelte';
import Locked from './locked.svelte';

export async function lockedPage(): Promise<typeof Locked> {
  await loadWords(['common', 'sign_in']);
  return Locked;
}

/** Closes this page when nobody touches it any more; the answer ends the watch. */
export const watchAlone = (): (() => void) => watchTouches(() => void closeIdle());
