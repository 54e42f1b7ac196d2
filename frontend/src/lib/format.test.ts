import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateTime, relative } from './format.ts';

describe('times', () => {
  it('name their zone, in every language', () => {
    const at = '2006-05-16T08:00:00Z';
    assert.equal(dateTime(at, { locale: 'en-GB', timeZone: 'Europe/Paris' }), '16 May 2006 at 10:00 CEST');
    assert.match(dateTime(at, { locale: 'ar-u-nu-latn', timeZone: 'Europe/Paris' }), /16 مايو 2006.*10:00/);
  });
  it('never make a deadline look later than it is', () => {
    const now = Date.parse('2006-05-16T10:00:00Z');
    assert.equal(relative('2006-05-19T09:00:00Z', now, 'en'), 'in 2 days');
    assert.equal(relative('2006-05-17T10:00:00Z', now, 'en'), 'in 1 day');
    assert.equal(relative('2006-05-16T10:00:20Z', now, 'en'), 'now');
    assert.equal(relative('2006-05-16T08:30:00Z', now, 'en'), '1 hour ago');
  });
});
