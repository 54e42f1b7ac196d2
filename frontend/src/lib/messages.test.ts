import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { say, type Compiled, type Values } from './messages.ts';

const spoken = (text: string, values: Values = {}, tag = 'en-GB') =>
  say(compileMessage(text) as unknown as Compiled, values, tag);

describe('messages', () => {
  it('are said with their values, and # alone is a sign like any other', () => {
    assert.equal(spoken('Back to the overview'), 'Back to the overview');
    assert.equal(spoken('{a} before {b}: #1', { a: 'One', b: 2 }), 'One before 2: #1');
    assert.equal(spoken('[{gone}]'), '[]');
  });

  it('have plurals by the rules of the language', () => {
    const one = '{n, plural, =0 {none} one {# comment} other {# comments}} in {where}';
    const said = (n: number) => spoken(one, { n, where: 'all' });
    assert.deepEqual([0, 1, 1234].map(said), ['none in all', '1 comment in all', '1,234 comments in all']);
    const arabic =
      '{n, plural, zero {لا شيء} one {واحد} two {اثنان} few {# قليل} many {# كثير} other {# غير}}';
    assert.deepEqual(
      [0, 1, 2, 3, 11, 100].map((n) => spoken(arabic, { n }, 'ar-u-nu-latn')),
      ['لا شيء', 'واحد', 'اثنان', '3 قليل', '11 كثير', '100 غير'],
    );
  });

  it('choose, also inside of a plural', () => {
    const text = '{n, plural, one {# {kind, select, hard {nut} other {thing}}} other {# {kind}s}}';
    assert.equal(spoken(text, { n: 1, kind: 'hard' }), '1 nut');
    assert.equal(spoken(text, { n: 1, kind: 'soft' }), '1 thing');
    assert.equal(spoken(text, { n: 2, kind: 'nut' }), '2 nuts');
  });
});
