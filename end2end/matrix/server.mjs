// A server of its own for one test: the release program, really started and really killed, on a record of its own.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env.ENSEMBLE_SERVER ?? new URL('../../target/release/ensemble', import.meta.url).pathname;

// Below those that systems give to whoever asks for any, and others for each of the processes that test side by side:
// between the moment a port is found free and the one it is used nobody else takes it.
let nextPort = 20_000 + 500 * Number(process.env.TEST_PARALLEL_INDEX ?? 20);

/** A TCP port of this machine that nobody uses now. */
export async function freePort() {
  for (;;) {
    const port = nextPort;
    nextPort += 1;
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Answers of a server that is there. */
async function answers(base) {
  try {
    return (await fetch(`${base}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** A folder, a port, and the server that comes and goes there. `files` is a folder with another build. */
export class Server {
  #home = mkdtempSync(join(tmpdir(), 'ensemble-matrix-'));
  #process;
  #log = '';

  static async start(options = {}) {
    const server = new Server();
    server.port = options.port ?? await freePort();
    server.base = `http://127.0.0.1:${server.port}`;
    server.run('migrate');
    server.run('demo', '--listings', `${options.listings ?? 200}`, '--seed', '1');
    await server.up(options);
    return server;
  }

  #environment({ files, noOffline } = {}) {
    return {
      ...process.env,
      ENSEMBLE_DATABASE: `sqlite://${join(this.#home, 'ensemble.db')}`,
      ENSEMBLE_LISTEN: `127.0.0.1:${this.port}`,
      ...(files && { ENSEMBLE_BROWSER_FILES: files }),
      ...(noOffline && { ENSEMBLE_NO_OFFLINE: '1' }),
    };
  }

  /** Another command of the program on the same record, whether the server runs or not; gives what it writes. */
  run(...args) {
    const { status, stdout, stderr } = spawnSync(PROGRAM, args, { env: this.#environment(), encoding: 'utf8', maxBuffer: 1 << 26 });
    if (status !== 0) throw new Error(`ensemble ${args[0]}: ${stderr}`);
    return stdout;
  }

  /** The listings that are published. */
  published() {
    return this.run('export', '--format', 'jsonl').trim().split('\n').map((line) => JSON.parse(line));
  }

  /** Publishes a listing anew, as `edit` changes it. */
  revise(id, edit) {
    const listing = this.published().find((listing) => listing.id === id);
    edit(listing);
    listing.revision += 1;
    const file = join(this.#home, 'revised.jsonl');
    writeFileSync(file, JSON.stringify(listing));
    const said = this.run('import', file, '--profile', 'ensemble');
    if (!said.includes(' 1 updated')) throw new Error(said);
  }

  /** Takes a listing back. */
  withdraw(id) {
    this.run('withdraw', `${id}`);
  }

  /** Starts it, as whatever build is wanted. */
  async up(options) {
    this.#log = '';
    this.#process = spawn(PROGRAM, ['serve'], { env: this.#environment(options), stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process.stderr.on('data', (text) => { this.#log += text; });
    while (!await answers(this.base)) {
      if (this.#process.exitCode !== null) throw new Error(`ensemble serve: ${this.#log}`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }

  /** Resolves once the program has written such a line into its log. */
  async says(text) {
    while (!this.#log.includes(text)) await once(this.#process.stderr, 'data');
  }

  /** From one moment to the next, as when a cable is pulled. */
  async kill() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }

  /** The same port as another build. */
  async becomes(options) {
    await this.kill();
    await this.up(options);
  }

  async end() {
    await this.kill();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
