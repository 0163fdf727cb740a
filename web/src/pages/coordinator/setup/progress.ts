// How far the first evening is. What is on the server tells it, so that it resumes at any step and on any phone; only « the
// shops were looked at » is a note of this phone.
import { api, ask } from '../../../api/client';
import { database } from '../../../device/database';

export const STEPS = ['residence', 'shops', 'volunteers', 'residents'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_PATHS: Record<Step, string> = {
  residence: '/installation/residence',
  shops: '/installation/commerces',
  volunteers: '/installation/benevoles',
  residents: '/installation/habitants',
};

export interface Progress {
  done: Record<Step, boolean>;
  /** The first step that is not done. */
  next: Step | undefined;
}

const SHOPS_SEEN = 'setup_shops_seen';

export async function readProgress(): Promise<Progress> {
  const query = { limit: 1 };
  const [residences, volunteers, residents, seen] = await Promise.all([
    ask(api.GET('/v1/residences', { params: { query } })),
    ask(api.GET('/v1/volunteers', { params: { query } })),
    ask(api.GET('/v1/residents', { params: { query } })),
    database().then((db) => db.get('notes', SHOPS_SEEN)),
  ]);
  const done = {
    residence: residences.items.length > 0,
    shops: seen === 1,
    volunteers: volunteers.items.length > 0,
    residents: residents.items.length > 0,
  };
  return { done, next: STEPS.find((step) => !done[step]) };
}

/**
 * What still keeps the service from starting. That the shops were looked at is known on one phone only, so it alone is no
 * reason to say on another that the evening is unfinished.
 */
export function remaining({ done }: Progress): Step[] {
  const started = done.residence && done.volunteers && done.residents;
  return started ? [] : STEPS.filter((step) => !done[step]);
}

export async function shopsWereSeen(): Promise<void> {
  await (await database()).put('notes', 1, SHOPS_SEEN);
}
