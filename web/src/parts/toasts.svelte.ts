// One short sentence after something was done. It stays until it is closed, replaced, or the page changes: no time limits.

class Toasts {
  text = $state('');
}

export const toasts = new Toasts();

export function toast(text: string): void {
  toasts.text = text;
}
