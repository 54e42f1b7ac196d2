import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import type { Entry } from '../api/types.ts';
import { canonical, ChainCheck, FIRST_PREV_HASH } from './chain.ts';
import { hex, plainSha256, sha256 } from './sha256.ts';
import { NotAZip, readMember } from './zip.ts';

const reference = (text: string) => createHash('sha256').update(text).digest('hex');

const vectors = JSON.parse(
  readFileSync(new URL('../../../tests/record/vectors.json', import.meta.url), 'utf8'),
) as {
  canonical: { name: string; value: unknown; canonical: string; sha256: string }[];
  refused: { name: string; value: unknown }[];
  entries: Entry[];
  head: string;
};

describe('the vectors that the server is tested with too', () => {
  for (const { name, value, canonical: text, sha256: digest } of vectors.canonical)
    it(`canonical: ${name}`, async () => {
      assert.equal(canonical(value), text);
      assert.equal(await sha256(canonical(value)), digest);
    });
  for (const { name, value } of vectors.refused)
    it(`refused: ${name}`, () => {
      assert.throws(() => canonical(value));
    });
  it('a record', async () => {
    const { head, bad } = await check(vectors.entries);
    assert.equal(bad, null);
    assert.equal(head, vectors.head);
  });
});

describe('sha256', () => {
  it('agrees with the reference, in plain arithmetic too, at every length around a block', async () => {
    for (const text of ['', 'abc', 'a'.repeat(1000), 'رأي', '意见 😀']) {
      assert.equal(await sha256(text), reference(text));
      assert.equal(hex(plainSha256(new TextEncoder().encode(text))), reference(text));
    }
    for (let n = 50; n < 140; n += 1)
      assert.equal(hex(plainSha256(new TextEncoder().encode('x'.repeat(n)))), reference('x'.repeat(n)));
  });
});

describe('canonical JSON', () => {
  it('sorts keys by code point, has no spaces, keeps UTF-8', () => {
    assert.equal(
      canonical({ b: [1, null, true], a: { ü: 'é"\n\u001f' } }),
      '{"a":{"ü":"é\\"\\n\\u001f"},"b":[1,null,true]}',
    );
    assert.equal(canonical({ '😀': 1, '\uffee': 2 }), '{"\uffee":2,"😀":1}');
  });
  it('refuses floats', () => {
    assert.throws(() => canonical({ a: 0.5 }));
  });
});

function record(n: number): Entry[] {
  const entries: Entry[] = [];
  let prev = FIRST_PREV_HASH;
  for (let seq = 1; seq <= n; seq += 1) {
    const salt = `s${seq}`;
    const payload = { type: 'comment.posted', comment: { text: `نص ${seq}`, seq } };
    const head = {
      consultation_id: 'c',
      seq,
      type: 'comment.posted',
      at: '2006-05-16T10:00:00.000000Z',
      actor: { account_id: null, capacity: 'delegate', delegation_id: null },
      audience: 'public' as const,
      subject_id: null,
      payload_digest: reference(salt + canonical(payload)),
      prev_hash: prev,
    };
    prev = reference(canonical(head));
    entries.push({
      ...head,
      payload: payload as unknown as Entry['payload'],
      salt,
      withheld: false,
      hash: prev,
    });
  }
  return entries;
}

async function check(entries: Entry[]) {
  const chain = new ChainCheck();
  for (const entry of entries) if (!(await chain.add(entry))) break;
  return chain.outcome;
}

describe('the chain', () => {
  it('holds', async () => {
    const entries = record(5);
    assert.deepEqual(await check(entries), { checked: 5, withheld: 0, head: entries[4]!.hash, bad: null });
  });

  it('holds when a payload has been withheld', async () => {
    const entries = record(5);
    entries[2] = { ...entries[2]!, payload: null, salt: null, withheld: true };
    const outcome = await check(entries);
    assert.equal(outcome.bad, null);
    assert.equal(outcome.withheld, 1);
  });

  it('names the first bad entry and what is wrong with it', async () => {
    const change = async (i: number, over: Partial<Entry>) => {
      const entries = record(5);
      entries[i] = { ...entries[i]!, ...over };
      return (await check(entries)).bad;
    };
    assert.deepEqual(await change(1, { payload: { type: 'comment.posted', comment: {} } }), {
      seq: 2,
      fault: 'payload',
    });
    assert.deepEqual(await change(2, { at: '2006-05-17T10:00:00.000000Z' }), { seq: 3, fault: 'hash' });
    assert.deepEqual(await change(3, { prev_hash: FIRST_PREV_HASH }), { seq: 4, fault: 'link' });
    assert.deepEqual(await change(3, { consultation_id: 'other' }), { seq: 4, fault: 'foreign' });
    assert.deepEqual(await change(0, { payload: { a: 0.5 } }), { seq: 1, fault: 'unreadable' });
    const entries = record(5);
    entries.splice(2, 1);
    assert.deepEqual((await check(entries)).bad, { seq: 4, fault: 'order' });
  });
});

/** A ZIP with one member, as an exporter writes it. */
function zip(name: string, text: string, deflated: boolean): ArrayBuffer {
  const plain = Buffer.from(text);
  const body = deflated ? deflateRawSync(plain) : plain;
  const path = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(path.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(deflated ? 8 : 0, 10);
  central.writeUInt32LE(body.length, 20);
  central.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + path.length + body.length, 16);
  const all = Buffer.concat([local, path, body, central, path, end]);
  return new Uint8Array(all).buffer;
}

describe('an exported record', () => {
  it('is read stored or deflated, in a folder or not', async () => {
    assert.equal(await readMember(zip('entries.jsonl', 'a\nب\n', false), 'entries.jsonl'), 'a\nب\n');
    assert.equal(await readMember(zip('record/entries.jsonl', 'a\n', true), 'entries.jsonl'), 'a\n');
    assert.equal(await readMember(zip('other.txt', 'a\n', false), 'entries.jsonl'), null);
  });
  it('is refused when it is none', async () => {
    await assert.rejects(readMember(new ArrayBuffer(4), 'x'), NotAZip);
    await assert.rejects(readMember(new ArrayBuffer(400), 'x'), NotAZip);
    const cut = zip('entries.jsonl', 'abc', false);
    await assert.rejects(readMember(cut.slice(0, cut.byteLength - 10), 'x'), NotAZip);
  });
});
