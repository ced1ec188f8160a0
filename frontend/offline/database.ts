// A database of the browser that may be dead after the device slept, may hang while another tab is closing, and may not
// exist at all: each use ends within three seconds, with one fresh connection in between.
// Refuses to know what is kept in it.
import { besideLater } from './names.ts';

const PATIENCE = 3000;
const DEAD = ['InvalidStateError', 'TimeoutError', 'UnknownError', 'AbortError'];

/** The answer to a request. */
export const asked = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** The stores of a database for one piece of work. It is done, or nothing of it, once the promise of the work is kept. */
export function within<T>(db: IDBDatabase, stores: string[], work: (...stores: IDBObjectStore[]) => Promise<T>, options?: IDBTransactionOptions, mode: IDBTransactionMode = 'readwrite'): Promise<T> {
  const transaction = db.transaction(stores, mode, options);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('It was broken off.', 'AbortError'));
  });
  const result = work(...stores.map((store) => transaction.objectStore(store)));
  // What the disk says counts, not what each request made of it.
  result.catch(() => {});
  return done.then(() => result);
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('The device does not answer.', 'TimeoutError')), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Opens a database of our version. Where a later build has left one of its own before it was taken back, that is used if
 * it holds what we know, and stays as it is otherwise: what we keep is beside it then. */
async function openOurs(name: string, version: number, stores: string[], upgrade: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const open = (as: string, of?: number) => {
    const opening = indexedDB.open(as, of);
    opening.onupgradeneeded = () => upgrade(opening.result);
    return asked(opening);
  };
  try {
    return await open(name, version);
  } catch (error) {
    if ((error as DOMException).name !== 'VersionError') throw error;
  }
  const later = await open(name);
  if (stores.every((store) => later.objectStoreNames.contains(store))) return later;
  later.close();
  return open(besideLater(name), version);
}

/** What works on a database: a second time with a fresh connection when the first one is dead. */
export function database(name: string, version: number, stores: string[], upgrade: (db: IDBDatabase) => void) {
  let connection: Promise<IDBDatabase> | undefined;
  const drop = (old: Promise<IDBDatabase>) => {
    if (connection === old) connection = undefined;
    old.then((db) => db.close(), () => {});
  };
  const connect = () => {
    if (!connection) {
      const opening = openOurs(name, version, stores, upgrade);
      connection = opening;
      // Somebody forgets everything, or a later build changes the shape: nobody has to wait for us.
      opening.then((db) => { db.onversionchange = db.onclose = () => drop(opening); }, () => drop(opening));
    }
    return connection;
  };
  return async <T>(work: (db: IDBDatabase) => Promise<T>): Promise<T> => {
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
