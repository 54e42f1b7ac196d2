import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonical } from '../../lib/chain.ts';
import { canonicalChoice, commitment, faultOf, type Choice } from './choice.ts';
import { down, joinAbove, placeOf, rankAt, rows, unrank, up, type Ranking } from './ranking.ts';
import vectors from './vectors.json' with { type: 'json' };

describe('a ranking', () => {
  const order: Ranking = [[2], [0, 3], [1]];

  it('is filled from the best down', () => {
    assert.deepEqual(rankAt(rankAt([], 4), 1), [[4], [1]]);
  });
  it('moves an option up and down by one place', () => {
    assert.deepEqual(up([[0], [1], [2]], 2), [[0], [2], [1]]);
    assert.deepEqual(down([[0], [1], [2]], 0), [[1], [0], [2]]);
    assert.deepEqual(up(order, 1), [[2], [1], [0, 3]]);
    assert.deepEqual(down(order, 2), [[0, 3], [2], [1]]);
  });
  it('takes an option out of a tie first', () => {
    assert.deepEqual(up(order, 3), [[2], [3], [0], [1]]);
    assert.deepEqual(down(order, 0), [[2], [3], [0], [1]]);
  });
  it('stays as it is at its ends, and for what is not ranked', () => {
    assert.deepEqual(up(order, 2), order);
    assert.deepEqual(down(order, 1), order);
    assert.deepEqual(up(order, 9), order);
    assert.deepEqual(joinAbove(order, 2), order);
    assert.deepEqual(joinAbove(order, 3), order);
  });
  it('gives an option the same place as the one above', () => {
    assert.deepEqual(joinAbove(order, 1), [[2], [0, 3, 1]]);
    assert.deepEqual(rows(joinAbove([[0], [1]], 1)), [
      { option: 0, place: 0, tied: true },
      { option: 1, place: 0, tied: true },
    ]);
  });
  it('puts what is dragged before what it is dropped on', () => {
    assert.deepEqual(rankAt([[0], [1], [2]], 2, 0), [[2], [0], [1]]);
    assert.deepEqual(rankAt([[0], [1], [2]], 0, 2), [[1], [0], [2]]);
    assert.deepEqual(rankAt([[0, 1], [2]], 0, 0), [[0], [1], [2]]);
  });
  it('never loses, doubles or invents an option, whatever is done', () => {
    let ranking: Ranking = [];
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
    for (let i = 0; i < 5000; i += 1) {
      const option = random(6);
      const known = placeOf(ranking, option) >= 0;
      const before = ranking.flat().sort();
      const act = random(5);
      if (act === 0) ranking = rankAt(ranking, option, random(ranking.length + 1));
      else if (act === 1) ranking = unrank(ranking, option);
      else ranking = [up, down, joinAbove][act - 2]!(ranking, option);
      const expected =
        act === 0 && !known
          ? [...before, option].sort()
          : act === 1
            ? before.filter((one) => one !== option)
            : before;
      assert.deepEqual(ranking.flat().sort(), expected);
      assert.ok(ranking.every((place) => place.length > 0));
    }
  });
});

describe('a ballot', () => {
  for (const { ballot_id, given, choice, nonce, commitment: expected } of vectors.commitments)
    it(`is committed to as by the service: ${choice}`, async () => {
      assert.equal(canonical(canonicalChoice(given as Choice)), choice);
      assert.equal(await commitment(ballot_id, given as Choice, nonce), expected);
    });

  const rules = { min_choices: 3, max_choices: 4, dots: 10 };
  it('asks for the least number, and of a recused member for no more than they have', () => {
    assert.deepEqual(faultOf({ approve: [0, 1] }, rules, 6), { kind: 'few', bound: 3 });
    assert.equal(faultOf({ approve: [0, 1] }, rules, 2), null);
    assert.deepEqual(faultOf({ ranking: [[0, 1, 2], [3], [4]] }, rules, 6), { kind: 'many', bound: 4 });
  });
  it('has only so many dots', () => {
    assert.equal(faultOf({ dots: [4, 6] }, rules, 2), null);
    assert.deepEqual(faultOf({ dots: [5, 6] }, rules, 2), { kind: 'dots', bound: 10 });
  });
});
