// What is called the same in places that must not load each other: pages, what every page carries, the worker.

/** The database with the directory, and the channel on which pages and worker hear that it is forgotten. */
export const DIRECTORY = 'ensemble-directory';

/** Every cache of the worker begins so: who stops it deletes them, and nothing else. */
export const OF_WORKER = 'worker-';
