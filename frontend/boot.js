// Starts the application: takes over the server's page, or draws one where no server answered.
// An external module, so that the policy for scripts needs no exception. The names of the files stand on its own tag.
const tag = document.querySelector("script[data-wasm]");
try {
  const app = await import(tag.dataset.js);
  await app.default({ module_or_path: tag.dataset.wasm });
  if (document.documentElement.dataset.ssr) app.hydrate();
  else app.render();
  // Tells tests and measurements that the page answers to its buttons.
  document.documentElement.dataset.hydrated = "";
  performance.mark("ensemble:hydrated");
} catch (error) {
  // The page of the server works without us; buttons that need us stay hidden.
  console.warn("The application did not start.", error);
}
