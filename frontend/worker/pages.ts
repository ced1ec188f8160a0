// Where a page comes from: the server's while it answers, else the shell, which draws it from what is on the device.
//
// An answer of somebody in between never counts as a page, however well it pretends. A network that wants its people to
// sign in is left to the browser and the system, which open that page by themselves and outside of ours; a redirect, which
// is what most of them send, goes through, because it leads the browser to where the page is.
import words from 'made:worker-words';
import { isOurs } from './genuine.ts';
import { inLang, langOf, langToShow, shellPage } from './shell.ts';
import { late } from './patience.ts';
import { answer } from './routes.ts';

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
  // The page says why, see `offline/updates.ts`.
  url.hash = 'no-texts';
  return Response.redirect(url.href, 302);
}

/** In the place of a page that only the server has. */
function noPage(): Response {
  const lang = navigator.language.slice(0, 2) in words ? navigator.language.slice(0, 2) : 'fr';
  const { title, home } = words[lang] as Record<string, string>;
  const page = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p><a href="/${lang}">${home}</a></p>`;
  return new Response(page, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

export function answerPages() {
  answer(({ pathname }, { mode }, event) => {
    if (mode !== 'navigate') return undefined;
    // What the browser has asked for already is taken from there.
    return isPage(pathname) ? page(event) : ask(event).catch(noPage);
  });
}
