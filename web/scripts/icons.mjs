// Draws the PNG icons from public/icons/icon.svg with the machine's Chromium. Run by hand when the drawing changes; what it
// writes is committed.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = new URL('../public/icons/', import.meta.url);
const svg = readFileSync(new URL('icon.svg', folder), 'utf8');
// A launcher cuts a maskable icon to any shape within the inner four fifths: the drawing is smaller and its ground has no corners.
const maskable = svg
  .replace('rx="112"', '')
  .replace(/(<path d="M96)/, '<g transform="translate(61 61) scale(0.76)">$1')
  .replace('</svg>', '</g></svg>');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, size, drawing] of [
  ['icon-192', 192, svg],
  ['icon-512', 512, svg],
  ['maskable-512', 512, maskable],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
