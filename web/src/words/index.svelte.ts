// Every sentence of the screens, a file a role and language. A page's words are loaded with the page, so that a resident's
// phone never carries the office's. `words('resident')` is typed by the French file; the English one must have the same keys.
import { settings, type Language } from '../device/settings.svelte';
import type availability from './fr/availability';
import type cards from './fr/cards';
import type common from './fr/common';
import type day from './fr/day';
import type lists from './fr/lists';
import type notice_board from './fr/notice_board';
import type notice_preferences from './fr/notice_preferences';
import type notices from './fr/notices';
import type paper from './fr/paper';
import type people from './fr/people';
import type places from './fr/places';
import type planning from './fr/planning';
import type relay from './fr/relay';
import type resident from './fr/resident';
import type shops from './fr/shops';
import type setup from './fr/setup';
import type sign_in from './fr/sign_in';
import type treasurer from './fr/treasurer';
import type volunteer from './fr/volunteer';
import type wishes from './fr/wishes';

export interface Words {
  common: typeof common;
  sign_in: typeof sign_in;
  notices: typeof notices;
  notice_board: typeof notice_board;
  notice_preferences: typeof notice_preferences;
  resident: typeof resident;
  volunteer: typeof volunteer;
  availability: typeof availability;
  relay: typeof relay;
  day: typeof day;
  planning: typeof planning;
  paper: typeof paper;
  treasurer: typeof treasurer;
  wishes: typeof wishes;
  /** Of the coordinator too: the first evening; people; places and the association; shops. */
  setup: typeof setup;
  people: typeof people;
  cards: typeof cards;
  places: typeof places;
  shops: typeof shops;
  lists: typeof lists;
}

export type WordsName = keyof Words;

const files = import.meta.glob<Words[WordsName]>('./{fr,en}/*.ts', { import: 'default' });

class Loaded {
  now = $state.raw<Record<string, Words[WordsName]>>({});
}

const loaded = new Loaded();

/** Loads what a page says, in the language of this phone. */
export async function loadWords(names: readonly WordsName[], language: Language = settings.language): Promise<void> {
  const missing = names.filter((name) => !loaded.now[`${language}/${name}`]);
  const found = await Promise.all(
    missing.map(async (name) => [`${language}/${name}`, await files[`./${language}/${name}.ts`]!()] as const),
  );
  loaded.now = { ...loaded.now, ...Object.fromEntries(found) };
}

/** The words of a role, which the route of this page names. */
export function words<Name extends WordsName>(name: Name): Words[Name] {
  const found = loaded.now[`${settings.language}/${name}`];
  if (!found) throw new Error(`the route of this page does not name the words "${name}"`);
  return found as Words[Name];
}
