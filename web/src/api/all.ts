// A whole list that the API sends in parts: it asks for the next part until there is none.

interface Part<T> {
  items: T[];
  next_cursor?: string | null;
}

/** `all((cursor) => ask(api.GET('/v1/residents', { params: { query: { cursor } } })))` */
export async function all<T>(part: (cursor?: string) => Promise<Part<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const came = await part(cursor);
    items.push(...came.items);
    cursor = came.next_cursor ?? undefined;
  } while (cursor);
  return items;
}
