// What the service worker does with a message that was pushed: it shows the fixed text, and opens palier when somebody taps on
// it. It knows neither who the person is nor what the notice is about; the page that it opens asks the server.
/// <reference lib="webworker" />

interface Told {
  id: string;
  topic: string;
  text: string;
}

/** What is shown where a message cannot be read: a browser must show something. */
const UNREAD: Told = { id: '', topic: 'palier', text: 'palier a quelque chose pour vous.' };

export function listen(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('push', (event) => event.waitUntil(show(worker, read(event.data))));
  worker.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(open(worker, (event.notification.data as Told).id));
  });
}

function read(data: PushMessageData | null): Told {
  try {
    const told = data?.json() as Partial<Told> | undefined;
    const whole = typeof told?.id === 'string' && typeof told.text === 'string' && typeof told.topic === 'string';
    return whole ? (told as Told) : UNREAD;
  } catch {
    return UNREAD;
  }
}

function show(worker: ServiceWorkerGlobalScope, told: Told): Promise<void> {
  // What is said of the same thing replaces what was said before, and a repetition shows once.
  const options = { body: told.text, tag: told.topic, icon: '/icons/icon-192.png', data: told };
  return worker.registration.showNotification('palier', options);
}

async function open(worker: ServiceWorkerGlobalScope, id: string): Promise<void> {
  const path = id ? `/avis/${id}` : '/avis';
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [first] = windows;
  if (!first) {
    await worker.clients.openWindow(`/#${path}`);
    return;
  }
  // An open palier is not loaded anew: what somebody is writing stays.
  first.postMessage({ go: path });
  await first.focus();
}
