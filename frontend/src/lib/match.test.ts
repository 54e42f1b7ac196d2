import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOurs, match } from './match.ts';

describe('an address', () => {
  it('matches its pattern and gives the parts', () => {
    assert.deepEqual(match('/', '/'), {});
    assert.deepEqual(match('/c/:slug', '/c/may-2006/'), { slug: 'may-2006' });
    assert.deepEqual(match('/c/:slug/meetings/:id', '/c/a/meetings/b%20c'), { slug: 'a', id: 'b c' });
  });
  it('matches no other', () => {
    assert.equal(match('/c/:slug', '/c'), null);
    assert.equal(match('/c/:slug', '/c/a/b'), null);
    assert.equal(match('/c/:slug/chair', '/c/a/record'), null);
    assert.equal(match('/c/:slug', '/c/%E0%A4%A'), null);
  });
});

describe('a click', () => {
  const click = {
    defaultPrevented: false,
    button: 0,
    metaKey: false,
    ctrlKey: false,
    shiftKey: false,
    altKey: false,
  };
  const link = (path: string, over = {}) => ({
    href: `http://x${path}`,
    origin: 'http://x',
    pathname: path,
    target: '',
    hasAttribute: () => false,
    ...over,
  });
  it('on a page of ours is ours', () => {
    assert.equal(isOurs(click, link('/c/a'), 'http://x'), true);
  });
  it('is the browser’s for new tabs, other sites, files and the API', () => {
    assert.equal(isOurs({ ...click, ctrlKey: true }, link('/c/a'), 'http://x'), false);
    assert.equal(isOurs({ ...click, button: 1 }, link('/c/a'), 'http://x'), false);
    assert.equal(isOurs(click, link('/c/a', { origin: 'http://y' }), 'http://x'), false);
    assert.equal(isOurs(click, link('/c/a', { target: '_blank' }), 'http://x'), false);
    assert.equal(isOurs(click, link('/c/a/summary.html'), 'http://x'), false);
    assert.equal(isOurs(click, link('/api/v1/consultations/a/record/export'), 'http://x'), false);
  });
});
