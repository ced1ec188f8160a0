// Starts the application: takes over the server's page, or draws one where no server answered.
// An external module, so that the policy for scripts needs no exception. The names of the files stand on its own tag.
import { startMaps } from "./map/element.ts";
import { startOffline } from "./offline/start.ts";
import { startOutbox } from "./outbox/start.ts";
import { keepFocus } from "./parts/focus.ts";
import { pause } from "./parts/pause.ts";
import { startPlaces } from "./places/field.ts";

const tag = document.querySelector("script[data-wasm]");
const root = document.documentElement;
// The page that the worker keeps is one for all languages.
root.lang = /^\/(uk|fr|en|ru)(?=\/|$)/.exec(location.pathname)?.[1] ?? root.lang;

// The way to a place is opened by the map of the device, where it has one: the style sheet chooses the link.
const device = /Android|iPhone|iPad|Macintosh/.exec(navigator.userAgent)?.[0];
if (device) root.dataset.device = device === "Android" ? "android" : "apple";

// The page of the server works without us, and buttons that need us are hidden again. What an application that has
// ended still listens to is kept from it, so that links lead somewhere and forms send.
function letGo(error) {
  console.warn("The application does not run.", error);
  delete root.dataset.hydrated;
  for (const kind of ["click", "input", "change", "submit"]) {
    addEventListener(kind, (event) => event.stopImmediatePropagation(), { capture: true });
  }
}

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) letGo(error);
});

// Menus and the sheet of filters close with a tap elsewhere and with Escape, whether the application runs or not. The
// sheet hides what is behind it, so it closes before the keyboard gets there.
function closeMenus(except, which = "details.menu[open], .filter-panel[open]") {
  for (const menu of document.querySelectorAll(which)) {
    const own = menu.matches(".filter-panel") ? menu : menu.querySelector("summary");
    if (except && own.contains(except)) continue;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
}
addEventListener("click", (event) => closeMenus(event.target));
addEventListener("focusin", (event) => closeMenus(event.target, ".filter-panel[open]"));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus();
});

// What this device keeps answers questions once it is read. A page that no server drew waits for it, and so does what
// somebody saved, which the device knows best.
const { updates, build } = tag.dataset;
let kept;
const openKept = async () => {
  kept ??= import("/directory.js").then((directory) => directory.start(build));
  kept.catch(() => { kept = undefined; });
  Object.assign(window.__ensemble, await kept);
};
window.__ensemble = {
  async ask(...question) {
    const isWaitedFor = !root.dataset.ssr || question[2] || question[1].startsWith("saved/");
    if (!isWaitedFor || !updates) return undefined;
    await openKept();
    return window.__ensemble.ask(...question);
  },
  // So long a reader waits for the server where the device has something to show.
  late: () => new Promise((resolve) => { setTimeout(resolve, 1500); }),
  // Loads the page anew with the words that are written on it.
  reload: async () => (updates ? (await import("/updates.js")).reload() : location.reload()),
};

// Nothing but what is kept answers this page: it is read while the application starts.
if (!root.dataset.ssr && updates) openKept().catch(() => {});

try {
  const app = await import(tag.dataset.js);
  await app.default({ module_or_path: tag.dataset.wasm });
  const learn = async (lang) => {
    const get = (cache) => fetch(app.texts_address().replace("{lang}", lang), { cache });
    const isRight = (answer) => answer.ok && answer.headers.get("content-language") === lang;
    let answer = await get("default");
    // A cache between us and the server may mix up the languages.
    if (!isRight(answer)) answer = await get("reload");
    if (!isRight(answer)) throw new Error(answer.statusText);
    app.learn(lang, await answer.text());
  };
  await learn(root.lang);
  await pause();
  // Whoever opens the menu of languages may choose one; its link changes the page in place once the texts are here.
  const learnOthers = ({ target }) => {
    for (const link of target.closest?.(".site-header .menu")?.querySelectorAll("a[rel]") ?? []) {
      learn(link.lang).then(() => link.removeAttribute("rel"), () => {});
    }
  };
  addEventListener("pointerover", learnOthers);
  addEventListener("focusin", learnOthers);
  if (root.dataset.ssr) app.hydrate();
  else app.render();
  // Tells tests and measurements that the page answers to its buttons.
  root.dataset.hydrated = "";
  performance.mark("ensemble:hydrated");
  keepFocus();
  await pause();
  startMaps();
  startPlaces();
  startOffline(tag.dataset, openKept);
  startOutbox();
} catch (error) {
  letGo(error);
}
