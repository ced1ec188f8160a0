// How long a reader waits for the network when there is something else to show.

/** In seconds: what the device has is drawn half a second later. */
export const PATIENCE = 1;

/** Nothing, once the reader has waited long enough. */
export const late = () => new Promise<undefined>((resolve) => { setTimeout(resolve, PATIENCE * 1000); });
