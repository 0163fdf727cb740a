// The square of a card is read with and without the browser's help, and a phone without a camera says so.
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { hasCamera } from '../src/device/camera';
import { pixelReader, qrReader, type DetectorMaker, type Pixels } from '../src/device/qr_reader';

const CARD = `https://palier.example/#pair=${'x'.repeat(43)}.par_${'0a'.repeat(16)}`;

/** A card as a camera sees it, five pixels a module. */
function drawn(text: string): Pixels {
  const { data: dots, size } = encode(text, { border: 4 });
  const side = size * 5;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (dots[Math.floor(y / 5)]![Math.floor(x / 5)]) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { data, width: side, height: side };
}

function maker(formats: string[]): DetectorMaker {
  return class {
    static getSupportedFormats = async () => formats;
    detect = async () => [{ rawValue: 'by the browser' }];
  };
}

const nothingYet = { videoWidth: 0, videoHeight: 0 } as HTMLVideoElement;
const canvas = { getContext: () => null };

test('the browser reads where it can', async () => {
  const read = await qrReader(maker(['ean_13', 'qr_code']));
  expect(await read(nothingYet)).toBe('by the browser');
});

test.each([undefined, maker([])])('the decoder stands in where the browser cannot (%#)', async (Maker) => {
  const read = await qrReader(Maker);
  Object.assign(globalThis, { document: { createElement: () => canvas } });
  expect(await read(nothingYet)).toBeUndefined();
});

test('the decoder reads a printed card, and nothing where there is none', async () => {
  const decode = await pixelReader();
  expect(decode(drawn(CARD))).toBe(CARD);
  const blank = { data: new Uint8ClampedArray(100 * 100 * 4).fill(255), width: 100, height: 100 };
  expect(decode(blank)).toBeUndefined();
});

const media = (list: () => Promise<{ kind: string }[]>) =>
  ({ getUserMedia: () => undefined, enumerateDevices: list }) as unknown as MediaDevices;

test('a camera is there when one is plugged in, or when the browser does not say', async () => {
  expect(await hasCamera(media(async () => [{ kind: 'audioinput' }, { kind: 'videoinput' }]))).toBe(true);
  expect(await hasCamera(media(async () => [{ kind: 'audioinput' }]))).toBe(false);
  expect(await hasCamera(media(() => Promise.reject(new Error('refused'))))).toBe(true);
  expect(await hasCamera({} as MediaDevices)).toBe(false);
});
