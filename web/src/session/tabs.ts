// What one tab of this phone tells the others: that an account left it, or that its session ended. They look at the phone's
// rows by themselves; a tab that was asleep meanwhile looks when it is in front again.

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('palier-session');

/** An account of this phone left, or its session ended. */
export function tellTabs(): void {
  channel?.postMessage('accounts');
}

/** Calls `look` whenever another tab may have changed who is signed in. */
export function hearTabs(look: () => void): void {
  channel?.addEventListener('message', look);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look());
}
