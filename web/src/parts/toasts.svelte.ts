// One short sentence after something was done. It stays until it is closed, replaced, or the page changes: no time limits.

class Toasts {
  text = $state('');
  #next = '';

  /** Another page is shown: what was said belongs to the one before, unless it was meant for this one. */
  turnPage(): void {
    this.text = this.#next;
    this.#next = '';
  }

  keepForNext(text: string): void {
    this.#next = text;
  }
}

export const toasts = new Toasts();

export function toast(text: string): void {
  toasts.text = text;
}

/** Says it on the page that is shown next: `toastThere('…'); go('/…')`. */
export function toastThere(text: string): void {
  toasts.keepForNext(text);
}
