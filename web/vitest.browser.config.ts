// Journeys in a real Chromium against the real binary. They stand in ../tests/browser, outside of this folder, so the three
// packages that they import are named here.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('..'),
  cacheDir: here('node_modules/.vite-browser'),
  resolve: {
    alias: {
      'playwright-core': here('node_modules/playwright-core/index.mjs'),
      'axe-core': here('node_modules/axe-core/axe.js'),
      vitest: here('node_modules/vitest/dist/index.js'),
    },
  },
  test: {
    include: ['tests/browser/**/*.journey.ts'],
    environment: 'node',
    // Two at a time: each waits for its Chromium and its server most of the time, and the machines that run this are small.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
  },
});
