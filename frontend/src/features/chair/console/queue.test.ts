import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Speaker } from '../../../api/types.ts';
import { droppedBefore, matches, spokenByEntity } from './queue.ts';

function speaker(
  id: string,
  delegation: string | null,
  seconds: number,
  more: Partial<Speaker> = {},
): Speaker {
  const intervals = seconds ? [{ started_at: 'a', stopped_at: 'b' }] : [];
  const acted_as = {
    account_id: `a-${id}`,
    delegation_id: delegation,
    name: `Zoë ${id}`,
    entity: 'Côte d’Ivoire',
  };
  const rest = { kind: 'statement', on_behalf_of: null, spoken_seconds: seconds };
  return { id, intervals, acted_as, ...rest, ...more } as unknown as Speaker;
}

describe('time used', () => {
  it('is added up for a delegation and shown beside each of its inscriptions', () => {
    const used = spokenByEntity([speaker('1', 'd', 60), speaker('2', 'd', 30), speaker('3', 'd', 0)]);
    assert.deepEqual(used.get('3'), { turns: 2, seconds: 90 });
  });

  it('leaves out points of order, and people of no delegation stand for themselves', () => {
    const used = spokenByEntity([
      speaker('1', 'd', 60, { kind: 'point_of_order' }),
      speaker('2', null, 30),
      speaker('3', null, 0),
    ]);
    assert.equal(used.get('1'), undefined);
    assert.deepEqual(used.get('2'), { turns: 1, seconds: 30 });
    assert.equal(used.get('3'), undefined);
  });
});

describe('finding a name', () => {
  it('takes beginnings of words, without regard to accents', () => {
    const one = speaker('7', 'd', 0, { on_behalf_of: 'Group of 77' });
    for (const typed of ['', 'cote', 'Ivo', 'zoe 7', '77', 'group iv'])
      assert.equal(matches(one, typed), true, typed);
    for (const typed of ['voire', 'group china']) assert.equal(matches(one, typed), false, typed);
  });
});

describe('a name that is dragged', () => {
  const line = ['a', 'b', 'c', 'd'];
  const rows = new Map([
    ['a', 10],
    ['b', 30],
    ['c', 50],
    ['d', 70],
  ]);

  it('stands before the first whose middle is further down', () => {
    assert.equal(droppedBefore(line, 'c', rows, 5), 'a');
    assert.equal(droppedBefore(line, 'c', rows, 20), 'b');
    assert.equal(droppedBefore(line, 'a', rows, 60), 'd');
    assert.equal(droppedBefore(line, 'a', rows, 90), null);
  });

  it('stays where it is when that is where it is dropped', () => {
    assert.equal(droppedBefore(line, 'c', rows, 40), undefined);
    assert.equal(droppedBefore(line, 'c', rows, 60), undefined);
    assert.equal(droppedBefore(line, 'd', rows, 999), undefined);
    assert.equal(droppedBefore(['a'], 'a', rows, 0), undefined);
  });

  it('goes by what is shown when names were looked for', () => {
    const found = new Map([
      ['b', 10],
      ['d', 30],
    ]);
    assert.equal(droppedBefore(line, 'd', found, 0), 'b');
    assert.equal(droppedBefore(line, 'b', found, 40), null);
    assert.equal(
      droppedBefore(
        ['a', 'b', 'c', 'd'],
        'a',
        new Map([
          ['a', 1],
          ['b', 20],
        ]),
        30,
      ),
      'c',
    );
  });
});
