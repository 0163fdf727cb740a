// How a concern stands, for a line of a list: what was seen or said, and whether somebody waits for a call that was promised.
import type { Schemas } from '../../../api/types';
import { machine } from '../../../device/machine';
import { dayHere, hourHere, todayHere } from '../../../session/here';
import { dayLong } from '../../../words/dates';
import { words } from '../../../words/index.svelte';

type Concern = Schemas['Concern'];

/** What they were promised; nothing where nobody was. */
export function promised(concern: Concern): string {
  const by = concern.call_back_by;
  if (!by || concern.closed_at) return '';
  const day = dayHere(by);
  return words('day').promised.by(day === todayHere() ? hourHere(by) : `${dayLong(day)}, ${hourHere(by)}`);
}

/** What was seen, or what the resident said in their own words. */
export function seen(concern: Concern): string {
  return concern.note ? `${concern.words} ${words('day').promised.quoted(concern.note)}` : concern.words;
}

export function stateOf(concern: Concern): { sign: 'danger' | 'wait'; word: string } {
  const t = words('day');
  const late = concern.call_back_by && new Date(concern.call_back_by) < machine.now();
  if (late) return { sign: 'danger', word: `${t.waiting.kinds[concern.kind]} · ${t.promised.late}` };
  return { sign: concern.kind === 'worry' ? 'danger' : 'wait', word: t.waiting.kinds[concern.kind] };
}
