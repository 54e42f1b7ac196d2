// House rules of the pages that no other tool checks (README.md says why).
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => join(file.parentPath, file.name));
const sources = files.filter(
  (file) => /\.(svelte|css|ts)$/.test(file) && !/schema\.d\.ts$|\.test\.ts$/.test(file),
);

function* lines(pattern, of = /./) {
  for (const file of sources.filter((name) => of.test(name)))
    for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries())
      if (pattern.test(line)) yield `${relative(root, file)}:${i + 1}: ${line.trim()}`;
}

describe('the pages', () => {
  it('turn round with the language: logical properties only', () => {
    const physical =
      /^\s*((margin|padding|border|inset|scroll-margin|scroll-padding)-)?(left|right)(-\w+)?:|text-align: (left|right)|float: (left|right)|^\s*(width|height|(min|max)-(width|height)):/;
    assert.deepEqual([...lines(physical, /\.(svelte|css)$/)], []);
  });

  it('have no inline styles, which the content security policy forbids', () => {
    assert.deepEqual([...lines(/\sstyle="/, /\.svelte$/)], []);
  });

  it('leave out the conveniences that every page would pay for', () => {
    assert.deepEqual(
      [...lines(/<svelte:element|\bbind:value|\{#await|\sstyle:\w|\$state[(<]/, /\.(svelte|ts)$/)],
      [],
    );
  });

  it('speak to the server in one way', () => {
    assert.deepEqual(
      [...lines(/(^|[^.#\w])fetch\(/, /\.(svelte|ts)$/)].filter((line) => !line.startsWith('api/client.ts')),
      [],
    );
  });

  it('stay within 500 lines a file', () => {
    const long = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 500);
    assert.deepEqual(
      long.map((file) => relative(root, file)),
      [],
    );
  });
});
