import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dateRange, dateTime, relative } from './format.ts';

describe('times', () => {
  it('name their zone, in every language', () => {
    const at = '2006-05-16T08:00:00Z';
    assert.equal(dateTime(at, { locale: 'en-GB', timeZone: 'Europe/Paris' }), '16 May 2006 at 10:00 CEST');
    assert.match(dateTime(at, { locale: 'ar-u-nu-latn', timeZone: 'Europe/Paris' }), /16 مايو 2006.*10:00/);
  });
  it('say once what the ends of a range share', () => {
    const said = (to: string, locale: string) => dateRange('2006-11-01', to, { locale, timeZone: 'UTC' });
    assert.match(said('2006-11-24', 'en-GB'), /^1\s–\s24 November 2006$/);
    assert.equal(said('2006-11-24', 'zh-CN'), '2006年11月1日至24日');
    assert.equal(said('2006-12-24', 'zh-CN'), '2006年11月1日至12月24日');
    assert.equal(said('2007-11-24', 'zh-CN'), '2006年11月1日至2007年11月24日');
  });
  it('never make a deadline look later than it is', () => {
    const now = Date.parse('2006-05-16T10:00:00Z');
    assert.equal(relative('2006-05-19T09:00:00Z', now, 'en'), 'in 2 days');
    assert.equal(relative('2006-05-17T10:00:00Z', now, 'en'), 'in 1 day');
    assert.equal(relative('2006-05-16T10:00:20Z', now, 'en'), 'now');
    assert.equal(relative('2006-05-16T08:30:00Z', now, 'en'), '1 hour ago');
  });
});
