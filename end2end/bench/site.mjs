// What the server costs: start, memory, CPU for a page, bytes of a page. Linux only: it reads /proc.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

/** One request over a connection of its own kind; answers status, headers and the bytes as they travelled. */
export const fetchRaw = (base, path, headers = {}) => new Promise((resolve, reject) => {
  get(base + path, { headers }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
  }).on('error', reject);
});

/** A database with that many demonstration listings, made once. */
export function database(binary, folder, listings) {
  const file = join(folder, `demo-${listings}.db`);
  if (!existsSync(file)) {
    for (const rest of ['', '-wal', '-shm']) rmSync(file + rest, { force: true });
    execFileSync(binary, ['--database', `sqlite://${file}`, 'demo', '--listings', String(listings), '--seed', '1'], { stdio: 'ignore' });
  }
  return file;
}

/** Starts the server; `firstAnswerMs` is the time until a search was answered. */
export async function start(binary, file) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = spawn(binary, ['--database', `sqlite://${file}`, 'serve', '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
  for (;;) {
    const answer = await fetchRaw(base, '/api/v1/listings?per_page=1').catch(() => null);
    if (answer?.status === 200) break;
    if (child.exitCode !== null || performance.now() - begun > 60_000) throw new Error('the server does not start');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = () => new Promise((resolve) => { child.once('exit', resolve); child.kill('SIGTERM'); });
  return { base, pid: child.pid, firstAnswerMs: performance.now() - begun, stop };
}

/** CPU time of a process in milliseconds, user and system. */
const cpuMs = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const residentMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** CPU per request in ms: the median of turns that are long enough for ticks of 10 ms not to matter. */
async function cpuPerRequest(server, paths) {
  const turns = [];
  for (let from = 0; from < paths.length; from += TURN) {
    const turn = paths.slice(from, from + TURN);
    const before = cpuMs(server.pid);
    for (const path of turn) await fetchRaw(server.base, path);
    turns.push((cpuMs(server.pid) - before) / turn.length);
  }
  return turns.sort((a, b) => a - b)[Math.floor(turns.length / 2)];
}

/** Waits until the server does nothing for a second. */
async function calm({ pid }) {
  for (let before = -1, now = cpuMs(pid); now - before > 20; before = now, now = cpuMs(pid)) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const TURN = 100;
const times = (count, path) => Array.from({ length: count }, (_, turn) => path(turn));

export async function measureSite(binary, folder) {
  const large = database(binary, folder, 100_000);
  const starts = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const server = await start(binary, large);
    starts.push(server.firstAnswerMs);
    await server.stop();
  }
  const server = await start(binary, large);
  const lists = ['/uk/find?category=health', '/fr/find?q=cours&free=1', '/uk/find?near=48.8566,2.3522&radius=20', '/en/find?open=now&speaks=uk', '/ru/find?category=food'];
  for (const path of lists) await fetchRaw(server.base, path);
  // What is packed after a start is no part of a page.
  await calm(server);
  // As readers ask: mostly what others asked in the same minute. Then what nobody asked before.
  const list = await cpuPerRequest(server, times(900, (turn) => lists[turn % lists.length]));
  const department = (turn) => String(1 + Math.floor(turn / 15)).padStart(2, '0');
  const first = await cpuPerRequest(server, times(900, (turn) => `${lists[turn % lists.length]}&page=${1 + Math.floor(turn / lists.length) % 3}&department=${department(turn)}`));
  const nothing = await cpuPerRequest(server, times(900, () => '/healthz'));
  const page = await fetchRaw(server.base, '/uk/find?category=health', { 'accept-encoding': 'br' });
  const style = /href="(\/style[^"]+)"/.exec((await fetchRaw(server.base, '/uk')).body.toString())[1];
  const css = await fetchRaw(server.base, style, { 'accept-encoding': 'br' });
  await server.stop();
  const small = await start(binary, database(binary, folder, 10_000));
  // Idle: what the start let go has gone back to the system.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const memory = residentMb(small.pid);
  await small.stop();
  return {
    start_ms: starts.sort((a, b) => a - b)[1], list_cpu_ms: list, first_cpu_ms: first, health_cpu_ms: nothing, memory_mb: memory,
    html_bytes: page.body.length, html_encoding: page.headers['content-encoding'], css_bytes: css.body.length,
  };
}
