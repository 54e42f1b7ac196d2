// After the build: put the entry's style sheet into index.html (one round trip less before the first paint) and write
// shell.json, from which the server knows what to preload for an address and a language, and which inline style
// its content security policy has to allow.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const url = (file) => `/${file}`;

/** All chunks that one entry of the manifest needs, without those that are `known` to be there. */
function needs(manifest, key, known = new Set()) {
  const modules = new Set();
  const visit = (name) => {
    const chunk = manifest[name];
    if (!chunk || known.has(chunk.file) || modules.has(chunk.file)) return;
    modules.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(key);
  return [...modules];
}

/** Beside each text file its compressed forms, so that the server has nothing to compress. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const text = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
  }
}

/** The table in src/routes.ts: pattern, page, and whether the consultation's frame surrounds it. */
export function routes(source) {
  return [...source.matchAll(/pattern: '([^']+)',[^}]*?import\('([^']+)'\)/g)].map(
    ([all, pattern, file]) => ({
      pattern,
      page: `src/${file.replace('./', '')}`,
      framed: all.includes('framed: true'),
      light: all.includes('light: true'),
    }),
  );
}

export function shell() {
  let config;
  let failed = false;
  return {
    name: 'convenor:shell',
    apply: 'build',
    enforce: 'pre',
    /** Vite's loader of chunks also loads their styles and preloads; ours have neither (vite.config.ts). */
    load(id) {
      return id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null;
    },
    configResolved(resolved) {
      config = resolved;
    },
    buildEnd(error) {
      failed = Boolean(error);
    },
    renderError() {
      failed = true;
    },
    /** Called after a failed build, too: what failed is then said by Vite, not by the manifest that was not written. */
    closeBundle(error) {
      if (error || failed) return;
      const out = resolve(config.root, config.build.outDir);
      const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
      const entry = needs(manifest, 'index.html');
      const css = Object.values(manifest)
        .filter((chunk) => chunk.file.endsWith('.css'))
        .map((chunk) => readFileSync(join(out, chunk.file), 'utf8'))
        .join('\n')
        .trim();
      const htmlFile = join(out, 'index.html');
      const html = readFileSync(htmlFile, 'utf8')
        .replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
        .replace('<!--convenor:style-->', () => `<style>${css}</style>`);
      writeFileSync(htmlFile, html);

      const known = new Set(entry);
      const frame = needs(manifest, 'src/features/consultations/Frame.svelte', known);
      const pages = routes(readFileSync(join(config.root, 'src/routes.ts'), 'utf8')).map((route) => {
        const own = needs(manifest, route.page, known);
        const modules = [...new Set([...(route.framed ? frame : []), ...own])].map(url);
        return { pattern: route.pattern, modules, catalogue: route.light ? ['first'] : ['first', 'rest'] };
      });
      const locales = {};
      for (const [name, chunk] of Object.entries(manifest)) {
        const [, locale, part] = name.match(/(\w+)\.po\?part=(\w+)$/) ?? [];
        if (locale) (locales[locale] ??= {})[part] = url(chunk.file);
      }
      const hash = createHash('sha256').update(css).digest('base64');
      const facts = { entry: entry.map(url), locales, pages, csp: { 'style-src': [`'sha256-${hash}'`] } };
      writeFileSync(join(out, 'shell.json'), `${JSON.stringify(facts, null, 2)}\n`);
      compress(join(out, 'assets'));
    },
  };
}
