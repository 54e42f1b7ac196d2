// npm run budget: the JavaScript a phone has to fetch before the live meeting page works, compressed as it travels.
// Fails above the limit. The catalogue of one language is counted too: without it the page cannot speak.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 40;
const PAGES = ['/c/:slug/meetings/:id'];
const out = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'app', 'static');
const facts = JSON.parse(readFileSync(join(out, 'shell.json'), 'utf8'));
const size = (url) => gzipSync(readFileSync(join(out, url)), { level: 9 }).length;

let failed = false;
for (const { pattern, modules, catalogue } of facts.pages) {
  const code = [...new Set([...facts.entry, ...modules])].reduce((sum, url) => sum + size(url), 0);
  const texts = Math.max(
    ...Object.values(facts.locales).map((parts) =>
      catalogue.reduce((sum, part) => sum + size(parts[part]), 0),
    ),
  );
  const total = (code + texts) / 1000;
  const limited = PAGES.includes(pattern);
  const verdict = !limited ? '' : total <= LIMIT_KB ? `  within ${LIMIT_KB} kB` : `  OVER ${LIMIT_KB} kB`;
  console.log(
    `${pattern.padEnd(28)} ${total.toFixed(1).padStart(6)} kB gzip of JavaScript` +
      ` (code ${(code / 1000).toFixed(1)}, texts ${(texts / 1000).toFixed(1)})${verdict}`,
  );
  failed ||= limited && total > LIMIT_KB;
}
console.log(`shell with all styles        ${(size('/index.html') / 1000).toFixed(1).padStart(6)} kB gzip`);
process.exit(failed ? 1 : 0);
