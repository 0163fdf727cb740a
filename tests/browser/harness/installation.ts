// An installation that nobody has set up: `palier serve` on an empty database in a folder of its own, with the link that it
// prints for the first evening.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(new URL('../../../target/debug/palier', import.meta.url));

export class Installation {
  private constructor(
    readonly url: string,
    /** The one-time token of the set-up link. */
    readonly setupToken: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'palier-first-evening-'));
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PALIER_'));
    const child = spawn(process.env.PALIER_BIN ?? OWN, ['serve'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...Object.fromEntries(own), PALIER_LISTEN: '127.0.0.1:0', PALIER_OPERATIONS_LISTEN: '127.0.0.1:0' },
    });
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`palier serve ended with ${String(code)} before it printed its link`);
    });
    exited.catch(() => undefined);
    const [url, token] = await Promise.race([linkOf(child), exited]);
    // Whatever else it says must not fill the pipe.
    child.stdout.resume();
    return new Installation(url, token, child, folder);
  }

  async close(): Promise<void> {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
    await rm(this.folder, { recursive: true });
  }
}

async function linkOf(child: ChildProcess): Promise<[string, string]> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const [, url, token] = /^\s*(http\S+)\/#setup=(\S+)$/.exec(line) ?? [];
    if (url && token) return [url, token];
  }
  throw new Error('palier serve printed no link');
}
