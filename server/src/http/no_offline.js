// In the place of the service worker where the operator has switched it off. It deletes what the worker kept and leaves.
// What people keep on purpose, saved listings and forms not sent yet, lies elsewhere and is not touched.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('worker-')).map((name) => caches.delete(name)));
  // From here on open pages ask the server themselves.
  await self.clients.claim();
  await self.registration.unregister();
})()));
