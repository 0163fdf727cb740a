// A row of the table of contents, for the list of a role: its pages differ in address, title and page, seldom in more.
import type { Route } from '../routes';

/** `rows(['resident'], 'resident', ['resident'])` gives the function that makes a row. */
export function rows(roles: Route['roles'], density: Route['density'], words: Route['words']) {
  return (path: string, title: Route['title'], page: Route['page'], said = words): Route => ({
    path,
    title,
    roles,
    density,
    words: said,
    page,
  });
}
