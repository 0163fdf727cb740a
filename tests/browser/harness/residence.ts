// The fictional residence, served by the real binary on a database of its own that is gone with the process. PALIER_BIN says
// which binary; without it, the debug build of this checkout.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROLES = ['resident', 'volunteer', 'relay_operator', 'coordinator', 'treasurer'] as const;
export type Role = (typeof ROLES)[number];

const OWN = fileURLToPath(new URL('../../../target/debug/palier', import.meta.url));

export class Residence {
  private constructor(
    readonly url: string,
    private readonly tokens: Record<string, string>,
    private readonly process: ChildProcess,
  ) {}

  static async open(): Promise<Residence> {
    const binary = process.env.PALIER_BIN ?? OWN;
    if (!existsSync(binary)) throw new Error(`${binary} is missing: build it, or name another in PALIER_BIN`);
    const child = spawn(binary, ['demo', '--json', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      // Nothing of ours: palier refuses a PALIER_… that it does not know.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PALIER_'))),
    });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`palier demo ended with ${String(code)} before it was ready`);
    });
    exited.catch(() => undefined);
    const line = once(createInterface({ input: child.stdout! }), 'line') as Promise<[string]>;
    const [told] = await Promise.race([line, exited]);
    const { url, pairing_tokens } = JSON.parse(told) as {
      url: string;
      pairing_tokens: Record<string, string>;
    };
    return new Residence(url, pairing_tokens, child);
  }

  /** The pairing token of a role; it works once. */
  token(role: Role): string {
    const token = this.tokens[role];
    if (!token) throw new Error(`the demo has no token for ${role}`);
    return token;
  }

  /** Another one, for another phone of the same person, as the page of the demo gives it. */
  async another(role: Role): Promise<string> {
    const { body } = await this.api('POST', '/v1/demonstration/entries', undefined, { role });
    return body.pairing_token as string;
  }

  /** An API answer without a browser: `await residence.api('POST', '/v1/pairings', access, body)`. */
  async api(method: string, path: string, access?: string, body?: unknown, head: Record<string, string> = {}) {
    const headers: Record<string, string> = { ...head };
    if (access) headers.Authorization = `Bearer ${access}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const response = await fetch(this.url + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  }

  async close(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
  }
}
