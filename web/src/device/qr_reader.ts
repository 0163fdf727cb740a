// Who reads the square of a card: the browser where it can, else a decoder in plain JavaScript, fetched only then. Safari and
// Firefox have no BarcodeDetector, and an installed app on an iPhone must be connected again from inside of itself.

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

export interface DetectorMaker {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Four bytes a pixel, as a canvas gives them. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** What the camera sees now: the text of a square, if there is one. */
export type QrReader = (video: HTMLVideoElement) => Promise<string | undefined>;

/** Side of the picture that the decoder is given: enough for a card at arm's length, and quick on an old phone. */
const SIDE = 600;

export async function qrReader(
  Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector,
): Promise<QrReader> {
  // Some desktops have the class and no codes behind it.
  const formats: string[] = (await Maker?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Maker || !formats.includes('qr_code')) return decoding();
  const detector = new Maker({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function decoding(): Promise<QrReader> {
  const decode = await pixelReader();
  let canvas: CanvasRenderingContext2D | null = null;
  return async (video) => {
    canvas ??= squareCanvas();
    const pixels = canvas && centre(canvas, video);
    return pixels ? decode(pixels) : undefined;
  };
}

/** Reads pictures without the browser's help. */
export async function pixelReader(): Promise<(pixels: Pixels) => string | undefined> {
  const { default: jsqr } = await import('jsqr');
  // A card is black on white; looking for white on black as well would take twice as long. Empty is what it says of a blur.
  return ({ data, width, height }) => jsqr(data, width, height, { inversionAttempts: 'dontInvert' })?.data || undefined;
}

function squareCanvas(): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  return canvas.getContext('2d', { willReadFrequently: true });
}

/** The square in the middle of the picture: what the person sees on the screen. */
function centre(canvas: CanvasRenderingContext2D, video: HTMLVideoElement): Pixels | undefined {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (side === 0) return undefined;
  const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2];
  canvas.drawImage(video, left, top, side, side, 0, 0, SIDE, SIDE);
  return canvas.getImageData(0, 0, SIDE, SIDE);
}
