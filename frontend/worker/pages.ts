// Where a page comes from: the server's while it answers, else the shell, which draws it from what is on the device.
//
// An answer of somebody in between never counts as a page, however well it pretends. A network that wants its people to
// sign in is left to the browser and the system, which open that page by themselves and outside of ours; a redirect, which
// is what most of them send, goes through, because it leads the browser to where the page is.
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { isOurs } from './genuine.ts';
import { inLang, langOf, langToShow, shellPage } from './shell.ts';
import { late } from './patience.ts';

/** The public pages. Everything else goes its way without us: the desk, the API, files that are downloaded. */
const isPage = (path: string) => path === '/' || langOf(path) !== undefined;

const isPageOfOurs = (response: Response) =>
  response.type === 'opaqueredirect' || (isOurs(response) && response.status < 500);

/** The browser may have asked already, while it was starting the worker. */
const ask = async (event: FetchEvent): Promise<Response> => await event.preloadResponse ?? fetch(event.request);

async function page(event: FetchEvent): Promise<Response> {
  const answer = ask(event);
  const first = await Promise.race([answer.catch(() => undefined), late()]);
  if (first && isPageOfOurs(first)) return first;
  event.waitUntil(answer.catch(() => {}));
  return await ownPage(new URL(event.request.url)) ?? answer;
}

/** Without the texts of the page's language, the page is shown in one whose texts are here. */
async function ownPage(url: URL): Promise<Response | undefined> {
  const shell = await shellPage();
  const wanted = langOf(url.pathname);
  const lang = shell && await langToShow(wanted);
  if (!lang || lang === wanted) return shell;
  url.pathname = inLang(url.pathname, lang);
  return Response.redirect(url.href, 302);
}

export function answerPages() {
  const isNavigation = (request: Request) => request.mode === 'navigate' && request.method === 'GET';
  registerRoute(
    ({ request, url, sameOrigin }) => sameOrigin && isNavigation(request) && isPage(url.pathname),
    ({ event }) => page(event as FetchEvent),
  );
  // What the browser has asked for already is taken from there.
  registerRoute(
    ({ request, url, sameOrigin }) => sameOrigin && isNavigation(request) && !isPage(url.pathname),
    ({ event }) => ask(event as FetchEvent),
  );
}
