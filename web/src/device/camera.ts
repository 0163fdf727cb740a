// Whether this phone has a camera to show a card to. Without HTTPS a browser hides every camera; a desk's computer has none.

/** Asks for no leave: the kinds of what is plugged in are told to everybody. */
export async function hasCamera(media: MediaDevices | undefined = navigator.mediaDevices): Promise<boolean> {
  if (media?.getUserMedia === undefined) return false;
  try {
    const found = await media.enumerateDevices();
    return found.some((one) => one.kind === 'videoinput');
  } catch {
    // A browser that does not say may have one; opening it tells.
    return true;
  }
}
