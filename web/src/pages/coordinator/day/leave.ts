// Leaves a page for another that says what was done: the shell clears what was said when the page changes, so the sentence
// comes after.
import { tick } from 'svelte';
import { toast } from '../../../parts/toasts.svelte';
import { show } from '../../../router.svelte';

export async function leave(path: string, said: string): Promise<void> {
  history.pushState(null, '', `#${path}`);
  await show();
  await tick();
  toast(said);
}
