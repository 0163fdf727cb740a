// The door to the API, typed by the contract. Pages call `ask(api.GET('/v1/…'))` and get the answer or a Problem. It adds
// the token of the current account, renews it once when the server no longer takes it, and decides nothing else.
import createClient, { type Client } from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema';
import { send } from './wire';

/** Who lends tokens: the session, which registers itself so that this room does not know it. */
export interface Bearer {
  /** A token of this account, or of the current one; null when nobody is signed in. */
  token(account?: string, waits?: boolean): Promise<string | null>;
  /** Another token in place of one that the server refused; null when the session is over. */
  renewed(refused: string, account?: string, waits?: boolean): Promise<string | null>;
  /** The server asks for a PIN to be chosen before anything else. */
  needsPin(account?: string): void;
}

let bearer: Bearer = { token: async () => null, renewed: async () => null, needsPin: () => undefined };

export function bearWith(lender: Bearer): void {
  bearer = lender;
}

/** The API for the current account. */
export const api: Client<paths> = clientOf();

/**
 * The API for one account of this phone, whoever is current. What only the current person can answer, such as a PIN, is
 * waited for; with `waits` false the request fails instead.
 */
export function apiAs(account: string, waits = true): Client<paths> {
  return clientOf(account, waits);
}

/** The API without a token: signing in and setting up. */
export const open: Client<paths> = createClient<paths>({ baseUrl: base(), fetch: send });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or its Problem thrown. */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await askWhole(answer)).data;
}

/** The body with its ETag. `data` is undefined after a 304, when what the phone holds is current. */
export async function askWhole<T>(
  answer: Promise<Answer<T>>,
): Promise<{ data: T; etag: string | null; status: number }> {
  const { data, error, response } = await read(answer);
  if (!response.ok && response.status !== 304) throw Problem.ofAnswer(response, error);
  return { data: data as T, etag: response.headers.get('ETag'), status: response.status };
}

/** The header of an edit: the version that was on the screen. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}

async function read<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await answer;
  } catch (error) {
    // A body that breaks off or is no JSON came through a bad network, not from palier.
    throw error instanceof Problem ? error : Problem.onPhone('phone.offline', error);
  }
}

function clientOf(account?: string, waits = true): Client<paths> {
  return createClient<paths>({
    baseUrl: base(),
    fetch: async (request) => {
      const token = await bearer.token(account, waits);
      if (!token) throw new Problem('session.missing', 401);
      const again = request.clone();
      const response = await send(bearing(request, token));
      if (response.status !== 401 && response.status !== 403) return response;
      const { code, isSignedOut } = await problemOf(response);
      if (code === 'pin.unset') bearer.needsPin(account);
      // A wrong PIN or password in a body is a 401 as well, and asking twice would count as two tries.
      if (!isSignedOut) return response;
      const renewed = await bearer.renewed(token, account, waits);
      return renewed ? send(bearing(again, renewed)) : response;
    },
  });
}

/** What a refusal says, for this door; whoever asked reads it again. */
async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return Problem.ofAnswer(response, body);
}

function bearing(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

/** Where this page came from; a Request needs it in full outside of a browser. */
function base(): string {
  return typeof location === 'undefined' ? 'http://localhost' : location.origin;
}
