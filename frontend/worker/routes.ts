// Which requests are answered here, and by whom: the first that takes one. Refuses to know how.

declare const self: ServiceWorkerGlobalScope;

/** The answer to a request of our own origin, or nothing when it is for somebody else. */
export type Route = (url: URL, request: Request, event: FetchEvent) => Promise<Response> | undefined;

const routes: Route[] = [];

export const answer = (route: Route) => void routes.push(route);

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  for (const route of routes) {
    const response = route(url, request, event);
    if (response) return event.respondWith(response);
  }
});
