// Whether a shop said yes, as a sign with its word. A depot is not called, so its slip waits for nobody.
import type { Schemas } from '../../../../api/types';
import { words } from '../../../../words/index.svelte';

export function slipState(slip: Schemas['Slip']): { sign: 'ok' | 'danger' | 'wait'; word: string } {
  const t = words('day').slips.states;
  if (slip.kind === 'depot') return { sign: 'ok', word: t.depot };
  if (slip.status === 'confirmed') return { sign: 'ok', word: t.confirmed };
  return slip.red ? { sign: 'danger', word: t.red } : { sign: 'wait', word: t.frozen };
}
