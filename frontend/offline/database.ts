// A database of the browser that may be dead after the device slept, may hang while another tab is closing, and may not
// exist at all: each use ends within three seconds, with one fresh connection in between.
// Refuses to know what is kept in it.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

const PATIENCE = 3000;
const DEAD = ['InvalidStateError', 'TimeoutError', 'UnknownError', 'AbortError'];

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('The device does not answer.', 'TimeoutError')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What works on a database: a second time with a fresh connection when the first one is dead. */
export function database<S extends DBSchema>(name: string, version: number, upgrade: (db: IDBPDatabase<S>) => void) {
  let connection: Promise<IDBPDatabase<S>> | undefined;
  const drop = (old: Promise<IDBPDatabase<S>>) => {
    if (connection === old) connection = undefined;
    old.then((db) => db.close(), () => {});
  };
  const connect = () => {
    if (!connection) {
      // Somebody forgets everything, or a later build changes the shape: nobody has to wait for us.
      const opening = openDB<S>(name, version, { upgrade, blocking: () => drop(opening), terminated: () => drop(opening) });
      connection = opening;
      opening.catch(() => drop(opening));
    }
    return connection;
  };
  return async <T>(work: (db: IDBPDatabase<S>) => Promise<T>): Promise<T> => {
    const first = connect();
    try {
      return await inTime(first.then(work));
    } catch (error) {
      if (!DEAD.includes((error as DOMException).name)) throw error;
      drop(first);
      return inTime(connect().then(work));
    }
  };
}
