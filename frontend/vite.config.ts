// The build: one small entry, a chunk per page, two per language, and a shell that the server fills.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { lingui } from './scripts/vite-lingui.mjs';
import { shell } from './scripts/vite-shell.mjs';

const server = `http://localhost:${process.env.CONVENOR_PORT ?? 8000}`;

// What every page needs is one file: fewer requests, and it compresses better than its crumbs. What only those need who
// write stays apart: most readers of the live page do not.
const CORE =
  /node_modules|preload-helper|\/src\/(api|lib|live|ui)\/(?!chain|zip|sha256|Dialog|draft|DraftState|LanguageSelect)|\/src\/\w+(\.svelte)?\.(ts|svelte)$/;

export default defineConfig({
  plugins: [lingui(), svelte(), shell()],
  build: {
    outDir: '../app/static',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // The server names what to preload (shell.json), and the few styles travel in the shell: no loader code is needed.
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: { groups: [{ name: 'core', test: CORE }] },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': { target: server, ws: true } } },
});
