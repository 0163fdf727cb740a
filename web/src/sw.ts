// The service worker: the built files from the cache, index.html for the address of the app, and what was pushed. It never
// touches /v1 nor IndexedDB, so no answer of the API is ever cached, and it takes over only when the person says so.
/// <reference lib="webworker" />
import { cacheNames, type RouteHandlerCallback } from 'workbox-core';
import {
  addRoute,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  precache,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

import { listen } from './told';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

const INDEX = '/index.html';

precache(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// Every page has the one address; whatever else is opened (a calendar, the contract) is the server's.
const page = createHandlerBoundToURL(INDEX);
const opened: RouteHandlerCallback = (options) => {
  // Offline, or too slow for this opening: the next one tries again.
  (options.event as FetchEvent).waitUntil(renewPolicy().catch(() => undefined));
  return page(options);
};
registerRoute(new NavigationRoute(opened, { allowlist: [/^\/(index\.html)?(\?|$)/] }));
// After the page's own route, for it would answer for the page as well.
addRoute();

/**
 * The page's policy comes in its headers, and changes when an association names the server of its map: the page that is held
 * takes those of the server for the next opening, unless the server has another release already.
 */
async function renewPolicy(): Promise<void> {
  const key = getCacheKeyForURL(INDEX) ?? INDEX;
  const cache = await caches.open(cacheNames.precache);
  const [held, fresh] = await Promise.all([cache.match(key), fetch(INDEX, { cache: 'no-store' })]);
  if (fresh.ok && held && fresh.headers.get('ETag') === held.headers.get('ETag')) await cache.put(key, fresh);
}

listen(self);

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});
