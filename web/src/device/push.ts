// Whether this phone can be told something while palier is closed, and the address that its browser holds for that. Where an
// address goes is the session's business.

/**
 * `install`: an iPhone takes notices only for an app on its home screen. `denied`: the person said no to the browser, and only
 * they can take that back. `none`: this browser takes no notices at all.
 */
export type Means = 'ready' | 'install' | 'denied' | 'none';

export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

export function means(): Means {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return isApple() && !isInstalled() ? 'install' : 'none';
  }
  return Notification.permission === 'denied' ? 'denied' : 'ready';
}

/** Whether the person has said yes to the browser already: nothing is asked of them then. */
export function isAllowed(): boolean {
  return means() === 'ready' && Notification.permission === 'granted';
}

/** Asks the person where they have not answered yet, and the browser for an address under this key. Null where they say no. */
export async function takeAddress(publicKey: string): Promise<PushAddress | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const { pushManager } = await navigator.serviceWorker.ready;
  const key = bytesOf(publicKey);
  const held = await pushManager.getSubscription();
  // One that was taken under another key reaches nobody any more.
  if (held && !sameBytes(held.options.applicationServerKey, key)) await held.unsubscribe();
  const taken = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return { endpoint: taken.endpoint, p256dh: textOf(taken.getKey('p256dh')), auth: textOf(taken.getKey('auth')) };
}

/** Gives the address back: nobody reaches this phone under it any more, whatever they have kept. */
export async function dropAddress(): Promise<void> {
  if (means() === 'none' || means() === 'install') return;
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Takes what was told off the screen of this phone. */
export async function clearShown(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
}

const isApple = () =>
  /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

const isInstalled = () => matchMedia('(display-mode: standalone)').matches;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer | null): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function sameBytes(held: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const bytes = new Uint8Array(held ?? new ArrayBuffer(0));
  return bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]);
}
