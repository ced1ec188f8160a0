// The way of a page to what the device keeps: `keeper.ts` in a worker, or in the page where the browser has none that are
// modules. Refuses to know what is asked.
import type { Keeper, State } from './keeper.ts';

/** A worker that has not started by then never will, in ms. */
const PATIENCE = 5000;

interface Said {
  id?: number;
  value?: unknown;
  error?: { name: string; message: string };
  state?: State;
}

export interface Connection {
  keeper: Keeper;
  /** Lets go of it at once, whatever it does. */
  end(): void;
}

/** Calls back with what is kept whenever it may have changed. */
export async function connect(told: (state: State | undefined) => void): Promise<Connection> {
  try {
    return await toWorker(told);
  } catch (error) {
    console.info('The page does it itself.', error);
    const address = '/keeper.js';
    const keeper = ((await import(address)) as typeof import('./keeper.ts')).inPage(told);
    return { keeper, end: () => void keeper.end() };
  }
}

function toWorker(told: (state: State | undefined) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const worker = new Worker('/keeper.js', { type: 'module' });
    const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
    let asked = 0;
    const end = () => {
      worker.terminate();
      waiting.forEach(({ resolve: give }) => give(undefined));
      waiting.clear();
    };
    const fail = (why: unknown) => {
      end();
      reject(why);
    };
    const timer = setTimeout(() => fail(new Error('The worker does not start.')), PATIENCE);
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      fail(event.message);
    };
    const ask = (name: string) => (...given: unknown[]) => new Promise((give, refuse) => {
      asked += 1;
      waiting.set(asked, { resolve: give, reject: refuse });
      worker.postMessage({ id: asked, name, given, at: Date.now() });
    });
    const keeper = new Proxy({} as Keeper, { get: (_, name: string) => (name === 'then' ? undefined : ask(name)) });
    worker.onmessage = ({ data: { id, value, error, state } }: MessageEvent<Said>) => {
      clearTimeout(timer);
      resolve({ keeper, end });
      told(state);
      const one = waiting.get(id ?? 0);
      waiting.delete(id ?? 0);
      if (error) one?.reject(Object.assign(new Error(error.message), { name: error.name }));
      else one?.resolve(value);
    };
  });
}
