// How somebody wants to be told of a kind of notice, as the screen sees it: one first choice, and whether they are told at all.
import { api, ask } from '../../api/client';
import type { Schemas } from '../../api/types';

export type Preference = Schemas['NoticePreference'];
export type Way = Schemas['NoticeChannel'];

/** The way that is tried first today: the first of their ways that leads to them. */
export function firstOf({ channels, open }: Preference): Way | undefined {
  return channels.find((way) => open.includes(way));
}

/** The same with this way first and the others after it as usual; what was left out elsewhere stays out. */
export function withFirst(preference: Preference, first: Way): Preference {
  const others = preference.possible.filter((way) => way !== first && preference.channels.includes(way));
  return { ...preference, chosen: true, channels: [first, ...others] };
}

/** The same for who does not want it. */
export function unwanted(preference: Preference): Preference {
  return { ...preference, chosen: true, channels: [] };
}

/** The same for who wants it: as usual, or by every way where one has to ask for it. */
export function wantedAgain(preference: Preference): Preference {
  const { usual, possible } = preference;
  return usual.length
    ? { ...preference, chosen: false, channels: usual }
    : { ...preference, chosen: true, channels: possible };
}

/** Lets the server know; answers how it stands there. */
export function keep({ kind, chosen, channels }: Preference): Promise<Preference> {
  const params = { path: { kind } };
  return ask(
    chosen
      ? api.PUT('/v1/me/notice_preferences/{kind}', { params, body: { channels } })
      : api.DELETE('/v1/me/notice_preferences/{kind}', { params }),
  );
}
