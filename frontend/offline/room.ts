// Whether there was room today: a full device does not pay for the directory at every page.
// Refuses to know what is kept.
import { FULL } from './names.ts';
import { remember, remembered } from './saving.ts';

const today = () => new Date().toDateString();

/** How much the browser still lets the site keep, if it tells. */
async function free(): Promise<number> {
  const { quota, usage } = await navigator.storage?.estimate?.().catch(() => undefined) ?? {};
  return quota === undefined ? NaN : Math.max(0, quota - (usage ?? 0));
}

/** Remembers that there was no room, and how little. */
export async function noteFull(): Promise<void> {
  remember(FULL, `${today()}/${await free()}`);
}

/** Whether there was no room today, and is no more of it now. */
export async function wasFull(): Promise<boolean> {
  const [day, before] = (remembered(FULL) ?? '').split('/');
  return day === today() && !((await free()) > 2 * Number(before) + 1_000_000);
}
