// Whether an answer is what it should be: somebody between us and the server may answer in its place, with a page that
// asks to sign in or with a file of another language. Refuses to know what answers are for.
import { DIRECTORY, hear } from '../offline/names.ts';
import { expectedHash } from './build.ts';

/** Every answer of the server names its build; what stands between us and it does not. */
export const isOurs = (response: Response) => response.headers.has('x-app-build');

/** Whether its reader has let everything go: a worker answers its pages for as long as they are open. */
let isForgotten = false;

hear(DIRECTORY, () => { isForgotten = true; });

/** A page has started, which nobody has forgotten yet. */
export const keepAgain = () => { isForgotten = false; };

/** Whether the answer may be kept at all. */
export const mayBeKept = (response: Response) =>
  !isForgotten && response.type === 'basic' && !response.redirected && !/no-store/.test(response.headers.get('cache-control') ?? '');

/** Whether the content is the one that the file's name or the lists of this build promise. Files without a promise are not. */
export async function isAsPromised(request: Request, response: Response): Promise<boolean> {
  const expected = expectedHash(new URL(request.url).pathname);
  if (!expected) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('') === expected;
}

/** Whether an answer is the file that was asked for, whole and the right one. */
export const isGenuine = async (request: Request, response: Response): Promise<boolean> =>
  response.status === 200 && mayBeKept(response) && await isAsPromised(request, response);
