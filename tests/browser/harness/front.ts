// The address that the browser sees: the built client under the strict policy of the release, the API of the real binary
// behind it, and a place where a journey can put a bad network in between. When the binary serves the client itself,
// everything is handed through to it.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What happens to a request on its way: nothing, a cut line, a lost answer, a portal's page, or one in palier's place. */
export type Weather =
  'clear' | 'cut' | 'lost' | 'portal' | { status: number; body?: string; type?: string; after?: number };

const DIST = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

const FORMS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; object-src 'none'";

const HEAD = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(self), geolocation=(self), microphone=()',
  'Cache-Control': 'no-cache',
};

export class Front {
  /** Decides for each request of the API; a journey puts its own here. */
  weather: (method: string, path: string, body: string) => Weather = () => 'clear';
  /** Stands at the end of the service worker: another text is another release. */
  release = '';
  /** What was asked of the API, in order. */
  readonly asked: { method: string; path: string; body: string; key: string | undefined }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly behind: string,
    private readonly whole: boolean,
  ) {}

  static async open(behind: string): Promise<Front> {
    const page = await (await fetch(behind)).text();
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const front = new Front(server, behind, page.includes('id="app"'));
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => {
      front.take(asked, answer).catch(() => answer.destroy());
    });
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The network as it is when all is well. */
  clear(): void {
    this.weather = () => 'clear';
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = asked.url ?? '/';
    if (!path.startsWith('/v1/'))
      return this.whole ? this.through(asked, answer, '') : serve(path, answer, this.release);
    const body = await bodyOf(asked);
    const key = asked.headers['idempotency-key'] as string | undefined;
    this.asked.push({ method: asked.method ?? '', path, body, key });
    const weather = this.weather(asked.method ?? '', path, body);
    if (weather === 'clear') return this.through(asked, answer, body);
    if (weather === 'cut') return void answer.destroy();
    if (weather === 'lost') {
      (await this.heard(asked, body)).resume();
      return void answer.destroy();
    }
    if (weather === 'portal') {
      answer.writeHead(200, { 'Content-Type': 'text/html' });
      return void answer.end('<!doctype html><title>Wi-Fi</title><p>Bienvenue sur le Wi-Fi.</p>');
    }
    const head: Record<string, string> = {
      'Content-Type': weather.type ?? 'application/problem+json',
    };
    if (weather.after !== undefined) head['Retry-After'] = String(weather.after);
    answer.writeHead(weather.status, head);
    answer.end(weather.body ?? '');
  }

  private async heard(asked: IncomingMessage, body: string): Promise<IncomingMessage> {
    const { method, headers } = asked;
    const onward = request(this.behind + (asked.url ?? '/'), { method, headers });
    onward.end(body);
    const [came] = (await once(onward, 'response')) as [IncomingMessage];
    return came;
  }

  private async through(asked: IncomingMessage, answer: ServerResponse, body: string): Promise<void> {
    const came = await this.heard(asked, body);
    answer.writeHead(came.statusCode ?? 502, came.headers);
    came.pipe(answer);
  }
}

async function serve(path: string, answer: ServerResponse, release: string): Promise<void> {
  const file = new URL(path, 'http://localhost').pathname.replace(/^\/$/, '/index.html');
  try {
    const bytes = await readFile(DIST + decodeURIComponent(file).slice(1));
    answer.writeHead(200, {
      ...HEAD,
      'Content-Type': FORMS[extname(file)] ?? 'application/octet-stream',
    });
    answer.end(file === '/sw.js' ? `${bytes.toString()}\n// ${release}` : bytes);
  } catch {
    answer.writeHead(404, HEAD);
    answer.end();
  }
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
