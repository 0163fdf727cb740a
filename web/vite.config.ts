// How the client is built: one page of scripts, styles and pictures, all of this origin, and a service worker beside them.
// Nothing is written inline, because the Content-Security-Policy of the server refuses it.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { manifest } from './manifest';

const api = process.env.PALIER_URL ?? 'http://127.0.0.1:8080';
const behind = { target: api, changeOrigin: true };
const proxy = { '/v1': behind, '/demo': behind };

export default defineConfig({
  plugins: [
    svelte(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      // Registered by src/update.svelte.ts, which asks the person before a new version takes over.
      injectRegister: false,
      manifest,
      injectManifest: { globPatterns: ['**/*.{js,css,html,woff2,png,svg,webmanifest}'], rollupFormat: 'iife' },
    }),
  ],
  build: {
    // A font or a picture as a data: address would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // What every phone needs at its first opening is one file: a slow phone spends its time on the number of them.
              name: 'core',
              test: /node_modules\/(svelte|esm-env|clsx|idb|openapi-fetch)\/|src\/(api\/[a-z_.]+ts$|device|session|router|routes\.ts|update|words\/(index|dates|numbers)|parts\/(page|button|problem|loading|call_link|offline_banner|pending_counter|toasts?|update_notice|conflict|empty|confirm|asked|shown|tick)\.)/,
            },
          ],
        },
      },
    },
    // Read by scripts/built.mjs, which measures the first load.
    manifest: true,
  },
  server: { proxy },
  preview: { proxy },
});
