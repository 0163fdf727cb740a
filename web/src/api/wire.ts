// The one place that calls fetch. It gives an answer of palier or throws a problem that says why none came: no network, a
// captive portal that answers in palier's place, too slow. It knows no path and no token.
import { settings } from '../device/settings.svelte';
import { network } from './network.svelte';
import { Problem } from './problem';

/** A stairwell's network deserves some patience; a person does not wait longer. */
const PATIENCE = 20_000;

/** What palier sends when all is well. A portal's page is none of these. */
const FORMS = ['application/json', 'application/problem+json', 'text/csv', 'image/svg+xml'];

export async function send(request: Request, patience = PATIENCE): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience);
  request.headers.set('Accept-Language', settings.language);
  // A redirect is never ours, so it is not followed: where it leads would be asked without need.
  const asked = new Request(request, { redirect: 'manual', signal: limit.signal, cache: 'no-store' });
  try {
    const response = await fetch(asked);
    if (isPortal(response)) throw Problem.onPhone('phone.portal');
    network.away = false;
    return response;
  } catch (error) {
    network.away = true;
    if (error instanceof Problem) throw error;
    throw Problem.onPhone(limit.signal.aborted ? 'phone.slow' : 'phone.offline', error);
  } finally {
    clearTimeout(timer);
  }
}

function isPortal(response: Response): boolean {
  if (response.type === 'opaqueredirect' || response.redirected || response.status === 511) return true;
  if (!response.ok || response.status === 204) return false;
  const form = response.headers.get('Content-Type') ?? '';
  return !FORMS.some((ours) => form.startsWith(ours));
}
