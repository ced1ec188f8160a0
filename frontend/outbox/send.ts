// Sends one item and says what came of it. It refuses to know what happens then.
import type { Item, Refusal } from './item.ts';

export type Outcome =
  | { is: 'sent' }
  /** The network, or the server, could not now; `after` is how long the server asks to wait, in ms. */
  | { is: 'later'; after: number }
  | { is: 'refused'; refusal: Refusal };

/** How long an answer may take, in ms. A train in a tunnel takes longer; then the same goes out again. */
const PATIENCE = 20_000;

const ADDRESS = { report: '/api/v1/reports', confirmation: '/api/v1/confirmations' };

/** Statuses that pass by themselves. */
const PASSING = [408, 425, 429];

function body({ kind, listing, wrong, comment, contact, lang, made }: Item, now: number) {
  // A span and no moment: the clock of a phone may be years off.
  const waited = Math.min(30 * 86_400, Math.max(0, Math.round((now - made) / 1000)));
  return kind === 'report' ? { listing, wrong, comment, contact, lang, waited } : { listing, waited };
}

export async function send(item: Item): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await outcome(await fetch(ADDRESS[item.kind], {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': item.key },
      body: JSON.stringify(body(item, Date.now())),
      signal: patience.signal,
      // The page in which a café asks for a room number stands behind a redirection.
      redirect: 'error',
      cache: 'no-store',
      credentials: 'omit',
    }));
  } catch {
    return { is: 'later', after: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Only an answer that our server can have given counts: a network in between answers with whatever it likes. */
async function outcome(answer: Response): Promise<Outcome> {
  const { status, headers } = answer;
  const kind = headers.get('content-type') ?? '';
  if (status === 201 && kind.startsWith('application/json') && typeof (await answer.json()).received_at === 'string') {
    return { is: 'sent' };
  }
  if (status >= 400 && status < 500 && !PASSING.includes(status) && kind.startsWith('application/problem+json')) {
    const { errors = [] } = (await answer.json()) as { errors?: Refusal['errors'] };
    return { is: 'refused', refusal: { status, errors } };
  }
  const seconds = Number(headers.get('retry-after'));
  return { is: 'later', after: seconds > 0 ? Math.min(seconds, 3600) * 1000 : 0 };
}
