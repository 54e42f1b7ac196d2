import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { canonical } from '../../lib/chain.ts';
import { packStored } from '../../lib/zip.ts';
import { figures, merkleRoot, receiptFault, verify } from './bundle.ts';
import type { Choice } from './choice.ts';
import { stepTold, tieTold, told, type Telling } from './steps.ts';
import vectors from './vectors.json' with { type: 'json' };

const content = new Uint8Array(inflateSync(Buffer.from(vectors.bundle.deflated, 'base64')));
const buffer = (bytes: Uint8Array) => bytes.slice().buffer as ArrayBuffer;

describe('a published ballot', () => {
  it('has the root and the figures that the service computes', () => {
    for (const { leaves, root } of vectors.roots) assert.equal(merkleRoot(leaves), root);
    for (const { options, choices, figures: expected } of vectors.figures)
      assert.equal(canonical(figures(options, choices as Choice[])), canonical(expected));
  });
  it('is valid as the service made it', async () => {
    const verdict = await verify(buffer(content));
    assert.equal(verdict.fault, null);
    assert.equal(verdict.seal, vectors.bundle.seal);
    assert.equal(verdict.key, vectors.bundle.key);
    assert.equal(verdict.opened?.ballots.length, 3);
  });
  it('is not when any byte is another', async () => {
    for (let at = 0; at < content.length; at += 97) {
      const changed = content.slice();
      changed[at]! ^= 1;
      assert.notEqual((await verify(buffer(changed))).fault, null, `byte ${at}`);
    }
  });
  it('says what does not agree', async () => {
    assert.equal((await verify(buffer(content.slice(0, 500)))).fault, 'not_a_bundle');
    assert.equal((await verify(buffer(packStored([['a.txt', new Uint8Array([1])]])))).fault, 'not_a_bundle');
    const longer = new Uint8Array([...content.slice(0, -2), 1, 0, 32]);
    assert.equal((await verify(buffer(longer))).fault, 'changed_outside');
  });
  it('holds one receipt and not the other', async () => {
    const { opened } = await verify(buffer(content));
    assert.ok(opened);
    const { counted, replaced } = vectors.bundle;
    assert.equal(await receiptFault(opened, counted), null);
    assert.equal(await receiptFault(opened, replaced), 'not_counted');
    assert.equal(await receiptFault(opened, { ...counted, ballot_id: 'x' }), 'other_ballot');
    assert.equal(await receiptFault(opened, { ...counted, commitment: 'ab'.repeat(32) }), 'not_signed');
    const opening = { ...counted, choice: { approve: [1, 3] }, nonce: vectors.commitments[1]?.nonce };
    assert.equal(await receiptFault(opened, opening), null);
    assert.equal(await receiptFault(opened, { ...opening, choice: { approve: [0] } }), 'not_its_choice');
    assert.equal(await receiptFault(opened, null), 'unreadable');
  });
});

describe('how a result came about', () => {
  const telling: Telling = {
    t: (message, values = {}) => message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
    locale: 'en-GB',
    option: (key) => ['Openness', 'Security', 'Access'][Number(key)] ?? key,
  };
  const step = (what: string, given: object = {}) => ({
    what,
    names: [],
    figures: {},
    facts: {},
    table: {},
    ...given,
  });
  const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');

  it('names options and gives figures, highest first', () => {
    const text = stepTold(step('points', { figures: { '0': '7/2', '1': 9, '2': 0 } }), telling);
    assert.equal(plain(text), 'Points: Security 9, Openness 3.5 and Access 0.');
  });
  it('says who gets the votes of an excluded one, and how a tie was decided', () => {
    const text = stepTold(
      step('excluded', { names: ['1'], facts: { votes: 2 }, table: { gained: { '0': 2 } } }),
      telling,
    );
    assert.equal(plain(text), 'Security is excluded with 2; these ballots go to Openness 2.');
    const tie = { between: [0, 1], chosen: [1], by: 'lot', figures: { '0': 2, '1': 1 }, step: 1 };
    assert.equal(
      plain(tieTold(tie, telling)),
      'Tie between Openness and Security: the lot decided for Security (places drawn: Openness 2 and Security 1).',
    );
    const outcome = {
      winners: [1],
      scores: {},
      ties: [tie],
      steps: [step('points'), step('chosen', { names: ['1'] })],
      closeness: null,
      coverage: null,
      unheard: null,
    };
    assert.deepEqual(
      told(outcome, telling).map((one) => one.tie),
      [false, true, false],
    );
  });
  it('has a sentence for every step of the service', () => {
    for (const what of vectors.steps)
      assert.notEqual(stepTold(step(what), telling), what.replaceAll('_', ' '), what);
  });
});
