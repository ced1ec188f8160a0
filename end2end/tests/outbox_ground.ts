// A server of its own that can be stopped and started, and in front of it a network that can fail in every way.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as listen, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BINARY = process.env.ENSEMBLE_SERVER ?? join(import.meta.dirname, '../../target/release/ensemble');

/** What happens to what is written: `lose` lets the server do it and keeps the answer, `busy` asks to come back in an hour. */
export type Weather = 'fine' | 'lose' | 'portal' | 'stall' | 'busy' | 'down';

export interface Report {
  id: number;
  listing: number;
  wrong: string;
  comment: string;
  contact: string | null;
}

async function freePort(): Promise<number> {
  const server = listen().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Ground {
  weather: Weather = 'fine';
  /** How many times something was written, as the network sees it. */
  written = 0;
  #stalled = new Set<ServerResponse>();
  #server: ChildProcess | undefined;
  #visitors = 0;

  private constructor(private home: string, private port: number, private network: Server) {}

  static async build(listings = 200): Promise<Ground> {
    const home = await mkdtemp(join(tmpdir(), 'ensemble-outbox-'));
    const network = createServer((asked, answer) => ground.#carry(asked, answer));
    const ground = new Ground(home, await freePort(), network);
    await writeFile(join(home, 'ensemble.toml'), 'trusted_proxies = 1\n');
    await ground.run('migrate');
    await ground.run('demo', '--listings', String(listings), '--seed', '1');
    await ground.start();
    await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
    return ground;
  }

  get base() {
    return `http://127.0.0.1:${(this.network.address() as AddressInfo).port}`;
  }

  get #env() {
    const database = `sqlite://${join(this.home, 'record.db')}`;
    // What a device keeps to read is another matter, and would ask this network, too: `kept.spec.ts`.
    return { ...process.env, ENSEMBLE_NO_OFFLINE: 'true', ENSEMBLE_DATABASE: database, ENSEMBLE_LISTEN: `127.0.0.1:${this.port}`, ENSEMBLE_LOG: 'warn', ENSEMBLE_CONFIG: join(this.home, 'ensemble.toml') };
  }

  async run(...args: string[]): Promise<string> {
    return (await promisify(execFile)(BINARY, args, { env: this.#env, maxBuffer: 1 << 26 })).stdout;
  }

  get #isRunning() {
    return this.#server && this.#server.exitCode === null && this.#server.signalCode === null;
  }

  async start() {
    if (this.#isRunning) return;
    this.#server = spawn(BINARY, ['serve'], { env: this.#env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (;;) {
      const ready = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop() {
    if (!this.#isRunning) return;
    const server = this.#server!;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  async close() {
    this.change('fine');
    this.network.closeAllConnections();
    await new Promise((resolve) => this.network.close(resolve));
    await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  /** Other weather. What stood still breaks off. */
  change(weather: Weather) {
    this.weather = weather;
    this.#stalled.forEach((answer) => answer.destroy());
    this.#stalled.clear();
  }

  /** What the server has, whether it runs or not. */
  async reports(listing?: number): Promise<Report[]> {
    const lines = (await this.run('reports')).split('\n').filter(Boolean);
    const reports = lines.map((line) => JSON.parse(line) as Report);
    return reports.filter((report) => listing === undefined || report.listing === listing);
  }

  #carry(asked: IncomingMessage, answer: ServerResponse) {
    const writes = asked.method === 'POST';
    if (writes) this.written += 1;
    if (this.weather === 'down') return void answer.destroy();
    if (this.weather === 'portal') return void answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our café</h1>');
    if (writes && this.weather === 'busy') return void answer.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '3600' }).end('{"status":429}');
    if (writes && this.weather === 'stall') return void this.#stalled.add(answer);
    // Each request from a corner of the network of its own: what is counted there is tested elsewhere.
    this.#visitors += 1;
    const visitor = `10.${(this.#visitors >> 8) & 255}.${this.#visitors & 255}.1`;
    const loses = writes && this.weather === 'lose';
    const { method, url: path, headers } = asked;
    const onward = request({ host: '127.0.0.1', port: this.port, method, path, headers: { ...headers, 'x-forwarded-for': visitor } }, (given) => {
      if (loses) return void given.resume().on('end', () => answer.destroy());
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }
}
