// What is told of an order of a day: who comes while it is ahead, what became of it once it is not. Pure: words come in.
import type { Schemas } from '../../api/types';
import { hourOfMinutes } from '../../words/dates';
import type { Words } from '../../words/index.svelte';

type Coming = Pick<Schemas['Coming'], 'state' | 'given_name' | 'before_min'>;

export interface Told {
  sentence: string;
  /** What became of it; while it is ahead nothing. Then no hour is promised any more. */
  became?: 'done' | 'missed';
  /** The sentence says an hour, or is about somebody who has one. */
  hour?: boolean;
}

export function toldOf(t: Words['resident']['who'], coming: Coming | undefined): Told {
  switch (coming?.state) {
    case 'delivered':
      return { sentence: t.delivered, became: 'done' };
    case 'partly_delivered':
      return { sentence: t.partly, became: 'missed' };
    case 'not_delivered':
      return { sentence: t.missed, became: 'missed' };
    case 'uncertain':
      return { sentence: t.uncertain };
    case 'planned': {
      if (!coming.given_name) return { sentence: '' };
      const before = coming.before_min ? hourOfMinutes(coming.before_min) : '';
      return { sentence: t.comes(coming.given_name, before), hour: true };
    }
    default:
      return { sentence: '' };
  }
}
