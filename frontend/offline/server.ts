// What the server is asked for packs. Refuses to know what blocks say and where they are kept.

/** A connection that stalls is no connection. */
const PATIENCE = 60_000;

export interface Block {
  bytes: Uint8Array;
  /** Its bytes as the server compresses it, whatever the way does with them. */
  size: number;
  /** The clock of the server at the answer, in seconds since 1970. */
  time?: number;
}

export class Refused extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}.`);
  }
}

let build = '';

/** The build of the server, as far as it has answered. */
export const buildOfServer = () => build;

/** Asks, and reads the answer to its end, as long as some of it comes. */
async function get(path: string, method = 'GET'): Promise<{ response: Response; bytes: Uint8Array }> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), PATIENCE);
  };
  wait();
  try {
    // What was damaged on the way would come out of the browser's own cache again, under its right name.
    const response = await fetch(path, { method, cache: 'no-store', signal: stop.signal });
    build = response.headers.get('x-app-build') ?? build;
    const isNothing = response.status === 304;
    if (!isNothing && !response.ok) throw new Refused(response.status);
    // Who gives away a network answers everything, with a page of theirs.
    const isOurs = isNothing || response.headers.get('content-type') === 'application/octet-stream';
    if (!isOurs) throw new TypeError('This is not our server.');
    return { response, bytes: await whole(response, wait) };
  } finally {
    clearTimeout(timer!);
  }
}

/** The bytes of an answer; calls back with each part that comes. */
async function whole({ body }: Response, came: () => void): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
    came();
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const timeOf = (response: Response) => Number(response.headers.get('ensemble-time')) || undefined;

/** What is sent compressed is counted so, also where something on the way has unpacked it. */
export const sizeOfAnswer = ({ headers }: Response) => Number(headers.get('ensemble-bytes') ?? headers.get('content-length')) || 0;

/** A block of a pack. */
export async function block(path: string): Promise<Block> {
  const { response, bytes } = await get(`/api/v1/pack/${path}`);
  return { bytes, size: sizeOfAnswer(response) || bytes.byteLength, time: timeOf(response) };
}

/** How many bytes a block has when it is compressed; nothing when the server has none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return sizeOfAnswer((await get(`/api/v1/pack/${path}`, 'HEAD')).response);
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/** What changed since a number; no block when nothing did. */
export async function changes(lang: string, since: number): Promise<{ block?: Block; time?: number }> {
  const { response, bytes } = await get(`/api/v1/changes/${lang}?since=${since}`);
  const time = timeOf(response);
  return { time, block: response.status === 304 ? undefined : { bytes, size: sizeOfAnswer(response) || bytes.byteLength } };
}
