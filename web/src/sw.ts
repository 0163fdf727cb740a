// The service worker: the built files from the cache, index.html for the address of the app, and nothing else. It never
// touches /v1 nor IndexedDB, so no answer of the API is ever cached, and it takes over only when the person says so.
/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// Every page has the one address; whatever else is opened (a calendar, the contract) is the server's.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { allowlist: [/^\/(index\.html)?(\?|$)/] }));

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});
