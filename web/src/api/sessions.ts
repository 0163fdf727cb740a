// Signing in over the API: the calls that need no token, with how long their access token lasts. The phone's clock may
// be wrong by days, so the length is taken between two instants of the server.
import { ask, open } from './client';
import type { Schemas } from './types';

export interface Granted {
  opened: Schemas['Opened'];
  /** Milliseconds; an hour at most, so that a proxy with a wrong clock does no harm beyond a refused request. */
  lasts: number;
}

const LONGEST = 3_600_000;

export function openSession(body: Schemas['SessionIn']): Promise<Granted> {
  return granted(open.POST('/v1/sessions', { body }));
}

export function openSessionByPassword(body: Schemas['PasswordSessionIn']): Promise<Granted> {
  return granted(open.POST('/v1/sessions/by_password', { body }));
}

/** `pin` where this device has one and it was typed. */
export function refreshSession(refresh_token: string, pin?: string): Promise<Granted> {
  return granted(open.POST('/v1/sessions/refresh', { body: { refresh_token, pin } }));
}

export function setUp(body: Schemas['SetupIn']): Promise<Granted> {
  return granted(open.POST('/v1/setup', { body }));
}

async function granted(
  asked: Promise<{ data?: Schemas['Opened']; error?: unknown; response: Response }>,
): Promise<Granted> {
  const [opened, { response }] = await Promise.all([ask(asked), asked]);
  const sent = Date.parse(response.headers.get('Date') ?? '');
  const lasts = Date.parse(opened.access_expires_at) - sent;
  return { opened, lasts: lasts > 0 && lasts < LONGEST ? lasts : LONGEST };
}
