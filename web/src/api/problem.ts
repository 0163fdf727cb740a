// What went wrong, as a page shows it. Problems of the API (RFC 9457) bring their own French title and remedy; those that
// arise on the phone have a code `phone.…` whose sentences are in words. It decides what kind it is and never what to do.

/** What is refused with 401 because of a secret that was typed or is still to be typed; the session itself stands. */
const SECRETS = ['pin.required', 'pin.wrong', 'password.wrong'];

/** Codes of problems that no server spoke of. */
export const PHONE_CODES = [
  'phone.offline',
  'phone.portal',
  'phone.slow',
  'phone.away',
  'phone.storage',
  'phone.older',
  'phone.bug',
] as const;
export type PhoneCode = (typeof PHONE_CODES)[number];

export interface Fault {
  at: string;
  what: string;
}

export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: string,
    /** 0 when no answer of palier came. */
    readonly status: number,
    readonly title = '',
    readonly remedy = '',
    readonly detail = '',
    readonly faults: readonly Fault[] = [],
    /** Members of this one code, such as `next_possible_day` or `location`. */
    readonly more: Readonly<Record<string, unknown>> = {},
    /** How long the server asks us to wait, in milliseconds. */
    readonly retryAfter?: number,
    cause?: unknown,
  ) {
    super(code, { cause });
  }

  static onPhone(code: PhoneCode, cause?: unknown, retryAfter?: number): Problem {
    return new Problem(code, 0, '', '', '', [], {}, retryAfter, cause);
  }

  /** The problem that an answer tells; one that is not ours becomes `phone.away`. */
  static ofAnswer(response: Response, body: unknown): Problem {
    const retryAfter = secondsOf(response.headers.get('Retry-After'));
    if (!isProblem(response, body)) {
      // A proxy that finds a batch too large answers for itself; its status is kept, so that the batch is halved.
      const status = response.status === 413 ? 413 : 0;
      return new Problem('phone.away', status, '', '', '', [], {}, retryAfter);
    }
    const { code, status, title, remedy, detail, faults, type, request_id, ...more } = body;
    (void type, request_id);
    return new Problem(code, status, title, remedy, detail ?? '', faults ?? [], more, retryAfter);
  }

  /** Whatever was thrown, as a problem. */
  static of(thrown: unknown): Problem {
    return thrown instanceof Problem ? thrown : Problem.onPhone('phone.bug', thrown);
  }

  /** No answer of palier came: no network, a wall in between, too slow, or the server is away. */
  get isOffline(): boolean {
    return this.status === 0 && !['phone.storage', 'phone.older', 'phone.bug'].includes(this.code);
  }

  /** The session is over; only signing in again helps. */
  get isSignedOut(): boolean {
    return this.status === 401 && !SECRETS.includes(this.code);
  }

  /** The server renews nothing on this device before its PIN is typed. */
  get asksPin(): boolean {
    return ['pin.required', 'pin.wrong', 'pin.locked'].includes(this.code);
  }

  /** Somebody else changed it meanwhile. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }

  /** Asking again later can help. */
  get isPassing(): boolean {
    return this.isOffline || this.status === 429 || this.status >= 500;
  }

  /** The fault of one field, named by its JSON pointer: `/lines/0/quantity`. */
  faultAt(pointer: string): string | undefined {
    return this.faults.find((fault) => fault.at === pointer)?.what;
  }
}

interface Told {
  code: string;
  status: number;
  title: string;
  remedy: string;
  detail?: string | null;
  faults?: Fault[];
  [more: string]: unknown;
}

function isProblem(response: Response, body: unknown): body is Told {
  const form = response.headers.get('Content-Type') ?? '';
  if (!form.startsWith('application/problem+json') || typeof body !== 'object' || body === null) return false;
  const told = body as Partial<Told>;
  return typeof told.code === 'string' && typeof told.status === 'number' && typeof told.title === 'string';
}

function secondsOf(header: string | null): number | undefined {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
