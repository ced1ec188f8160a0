// What a person wrote and this device keeps until the server has it. It refuses to know how it is kept or sent.

export type Kind = 'report' | 'confirmation';

/** Why the server does not take an item: its status, and for each field a code. */
export interface Refusal {
  status: number;
  errors: { parameter: string; reason: string }[];
}

export interface Item {
  /** Chosen once: the server knows by it what it has already. */
  key: string;
  kind: Kind;
  listing: number;
  slug: string;
  /** The name of the listing, for the person. */
  name: string;
  lang: string;
  wrong: string;
  /** What is wrong, in the person's words for it. */
  said: string;
  comment: string;
  contact: string;
  /** When it was written, by the clock of the device. */
  made: number;
  state: 'waiting' | 'refused' | 'sent';
  tries: number;
  /** When it was tried last; 0 or nothing before the first time. */
  tried?: number;
  /** Not before this moment: our own patience, a part of it when something has changed. */
  next: number;
  /** Not before this moment, because the server asked for it. */
  asked: number;
  refusal?: Refusal;
}

/** How many of what was sent is remembered, and for how long, so that a person sees that it went. */
export const SENT = 20;
export const SENT_FOR = 7 * 86_400_000;

/** A network that comes back is a reason to try sooner, but not each time that it does: after this part of the pause. */
const HOPE = 1 / 16;

/** The shortest and the longest pause between two tries, in ms. */
const PAUSE = 15_000;
const LONGEST = 3_600_000;

/** A number that nobody else has. Pages that are not served securely have no `randomUUID`. */
export function newKey(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The pause after so many tries: twice as long each time, and never in step with others. */
export function pause(tries: number): number {
  return Math.min(LONGEST, PAUSE * 2 ** tries) * (0.5 + Math.random() / 2);
}

/** What is a reason to try: the time has come, something has changed, the browser itself found a network, which it says
 * with pauses of its own, or the person asks for it. */
export type Reason = 'time' | 'change' | 'sync' | 'person';

/** When an item is due. */
export function dueAt({ tried = 0, next, asked }: Item, reason: Reason): number {
  const own = { time: next, change: tried + (next - tried) * HOPE, sync: 0, person: 0 }[reason];
  return reason === 'person' ? 0 : Math.max(own, asked);
}

/** Whether it is time to send an item. A moment too far ahead comes from a clock that was put back. */
export function isDue(item: Item, now: number, reason: Reason): boolean {
  const due = dueAt(item, reason);
  return item.state === 'waiting' && (due <= now || due > now + 2 * LONGEST);
}
