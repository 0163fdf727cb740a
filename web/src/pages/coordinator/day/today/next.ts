// The one thing that a morning asks for next: what worries somebody before what a shop waits for, before what can wait.
import type { Schemas } from '../../../../api/types';

export type Next =
  | { kind: 'concern' | 'slip'; href: string; who: string }
  | { kind: 'plan' | 'cover' | 'answers' | 'calls'; href: string };

interface Day {
  board: Schemas['Board'];
  /** How many are to be called; 0 on another day than today. */
  calls: number;
  plannable: boolean;
}

export function nextOf({ board, calls, plannable }: Day): Next | null {
  const day = board.service_day;
  const open = board.concerns.filter((concern) => !concern.closed_at);
  const concern = (one: Schemas['Concern'] | undefined): Next | false =>
    !!one && { kind: 'concern', href: `/inquietudes/${one.id}`, who: one.resident_name };
  const slip = (one: Schemas['BoardSlip'] | undefined): Next | false =>
    !!one && { kind: 'slip', href: `/bons/${one.id}`, who: one.pickup_point };
  const decisions = board.proposals.length > 0 && plannable;
  return (
    concern(open.find((one) => one.kind === 'worry')) ||
    slip(board.slips.find((one) => one.red)) ||
    (plannable && !board.planned && { kind: 'plan', href: `/jour/${day}/plan` }) ||
    (plannable && board.unserved.length > 0 && { kind: 'cover', href: `/jour/${day}/plan` }) ||
    concern(open[0]) ||
    slip(board.slips.find((one) => one.status === 'frozen')) ||
    (decisions && { kind: 'answers', href: `/jour/${day}/plan` }) ||
    (calls > 0 && { kind: 'calls', href: '/appels' }) ||
    null
  );
}
