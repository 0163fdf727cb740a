// The address that the browser sees: the real binary, which serves client and API, and a place where a journey can put a bad
// network or a new release in between.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way: nothing, a cut line, a lost answer, a portal's page, or one in palier's place. */
export type Weather =
  'clear' | 'cut' | 'lost' | 'portal' | { status: number; body?: string; type?: string; after?: number };

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
  ) {}

  static async open(behind: string): Promise<Front> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const front = new Front(server, behind);
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
    if (path === '/sw.js' && this.release) return this.renewed(answer);
    if (!path.startsWith('/v1/')) return this.through(asked, answer, '');
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

  private async renewed(answer: ServerResponse): Promise<void> {
    const worker = await (await fetch(`${this.behind}/sw.js`)).text();
    answer.writeHead(200, { 'Content-Type': 'text/javascript; charset=utf-8' });
    answer.end(`${worker}\n// ${this.release}`);
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

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
