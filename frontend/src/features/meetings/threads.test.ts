import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { threads } from './threads.ts';

const comment = (id: string, seq: number, reply_to: string | null = null) => ({ id, seq, reply_to });

describe('threads', () => {
  it('put replies under their comment in the order in which they came, and move no comment', () => {
    const list = [
      comment('b2', 5, 'b'),
      comment('c', 4),
      comment('b1', 3, 'b'),
      comment('b', 2),
      comment('a', 1),
    ];
    assert.deepEqual(
      threads(list).map(({ comment: { id }, replies }) => [id, replies.map((one) => one.id)]),
      [
        ['c', []],
        ['b', ['b1', 'b2']],
        ['a', []],
      ],
    );
  });

  it('leave a reply in its own place while what it answers is not here', () => {
    const list = [comment('x', 3, 'older'), comment('a', 2)];
    assert.deepEqual(
      threads(list).map((one) => one.comment.id),
      ['x', 'a'],
    );
    const more = threads([...list, comment('older', 1)]);
    assert.deepEqual(
      more.map((one) => one.comment.id),
      ['a', 'older'],
    );
    assert.equal(more[1]?.replies[0]?.id, 'x');
  });
});
