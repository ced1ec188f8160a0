// One long piece of work is several short ones, between which the page answers to its reader's finger.
// Refuses to know what the work is.

/** Lets the browser do what waits. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));
