// Giving a text to somebody: through the phone's own list of ways (message, mail), else copied. It never says to whom.

export type Given = 'shared' | 'copied' | 'kept';

/** `kept` when the person closed the list, or when this phone can do neither. Call it straight from a tap. */
export async function give(text: string, url: string): Promise<Given> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ text, url });
      return 'shared';
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return 'kept';
    }
  }
  try {
    await navigator.clipboard.writeText(`${text} ${url}`);
    return 'copied';
  } catch {
    return 'kept';
  }
}
