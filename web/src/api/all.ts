// A whole list that the API sends in parts: it asks for the next part until there is none, for as much at once as a part holds.
import { Part as PART } from './limits';

interface Part<T> {
  items: T[];
  next_cursor?: string | null;
}

/** The part of a list that is asked for; it belongs into the query. */
export interface Wanted {
  limit: number;
  cursor?: string;
}

/** `all((part) => ask(api.GET('/v1/residents', { params: { query: { ...part, status } } })))` */
export async function all<T>(read: (part: Wanted) => Promise<Part<T>>): Promise<T[]> {
  const items: T[] = [];
  const wanted: Wanted = { limit: PART.limit.maximum };
  do {
    const came = await read({ ...wanted });
    items.push(...came.items);
    wanted.cursor = came.next_cursor ?? undefined;
  } while (wanted.cursor);
  return items;
}
