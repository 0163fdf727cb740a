// The service worker's registration and its updates. A new version waits until the person says yes; then every tab of palier
// is loaded anew with it. The queue in IndexedDB is nobody's business here.

class Update {
  ready = $state(false);
}

export const update = new Update();

let waiting: ServiceWorker | null = null;

export async function startUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register('/sw.js');
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => coming.state === 'installed' && offer(coming));
  });
  // An installed app is rarely loaded anew: it asks when it comes back in front.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => undefined);
  });
}

/** Lets the version that waits take over. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage('take over');
}

/** The first version ever takes over by itself and is no update. */
function offer(worker: ServiceWorker | null): void {
  if (!worker || !navigator.serviceWorker.controller) return;
  waiting = worker;
  update.ready = true;
}
