// What the server costs: start, memory, CPU for a page, bytes of a page. Linux only: it reads /proc.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

const freePort = () => new Promise((resolve) => {
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

/** CPU per request in ms, over enough requests that ticks of 10 ms do not matter. */
async function cpuPerRequest(server, paths, count) {
  for (const path of paths) await fetchRaw(server.base, path);
  const before = cpuMs(server.pid);
  for (let turn = 0; turn < count; turn += 1) await fetchRaw(server.base, paths[turn % paths.length]);
  return (cpuMs(server.pid) - before) / count;
}

export async function measureSite(binary, folder) {
  const large = database(binary, folder, 100_000);
  const starts = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const server = await start(binary, large);
    starts.push(server.firstAnswerMs);
    await server.stop();
  }
  const server = await start(binary, large);
  const lists = ['/uk/find?category=health', '/fr/find?q=cours&free=1', '/uk/find?near=48.8566,2.3522&radius=20', '/en/find?open=now&speaks=uk', '/ru/find?page=7'];
  const list = await cpuPerRequest(server, lists, 1000);
  const nothing = await cpuPerRequest(server, ['/healthz'], 1000);
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
    start_ms: starts.sort((a, b) => a - b)[1], list_cpu_ms: list, health_cpu_ms: nothing, memory_mb: memory,
    html_bytes: page.body.length, html_encoding: page.headers['content-encoding'], css_bytes: css.body.length,
  };
}
