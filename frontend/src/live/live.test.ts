import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import {
  LiveFeed,
  OFFLINE_RETRY_MS,
  POLL_MS,
  SILENCE_MS,
  SPREAD_MS,
  type LiveOptions,
  type Page,
} from './live.ts';
import { Clock, CUT, FakeSocket, heard, settle, type Entry } from './testing.ts';

describe('the live feed', () => {
  let clock: Clock;
  let sockets: FakeSocket[];
  let applied: number[];
  let statuses: string[];
  let asked: number[];
  let online: boolean;
  let diverged: number;
  let answers: ((after: number) => Promise<Page<Entry>>) | null;
  const seqs = (from: number, to: number): Entry[] =>
    Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i }));

  function feed(after = 0, over: Partial<LiveOptions<Entry>> = {}, polling = false): LiveFeed<Entry> {
    const options: LiveOptions<Entry> = {
      after,
      open: (from) => {
        const socket = new FakeSocket(from);
        sockets.push(socket);
        return socket;
      },
      backfill: (from) => {
        asked.push(from);
        return answers ? answers(from) : Promise.resolve({ items: [], next: null });
      },
      apply: (entries) => void applied.push(...entries.map((entry) => entry.seq)),
      changed: (status) => void statuses.push(status),
      diverged: () => void (diverged += 1),
      online: () => online,
      now: () => clock.time,
      setTimer: clock.set,
      clearTimer: clock.clear,
      random: () => 0.5,
      ...over,
    };
    return new LiveFeed<Entry>(options, polling);
  }
  const socket = () => sockets.at(-1)!;

  beforeEach(() => {
    clock = new Clock();
    sockets = [];
    applied = [];
    statuses = [];
    asked = [];
    online = true;
    diverged = 0;
    answers = null;
  });

  it('asks from where the page stands and applies what follows', async () => {
    const live = feed(7);
    live.start();
    assert.equal(socket().after, 7);
    socket().hello(9);
    socket().entries(7, 8, 9);
    await settle();
    assert.deepEqual(applied, [8, 9]);
    assert.equal(live.last, 9);
    assert.deepEqual(statuses, ['live']);
  });

  it('applies nothing twice when entries overlap', async () => {
    feed().start();
    socket().hello(3);
    socket().entries(0, 1, 2);
    socket().entries(1, 2, 3);
    await settle();
    assert.deepEqual(applied, [1, 2, 3]);
  });

  it('takes numbers that are not for its eyes as no gap, because prev_seq says so', async () => {
    feed().start();
    socket().hello(9);
    socket().entries(0, 2, 5);
    socket().entries(5, 9);
    await settle();
    assert.deepEqual(applied, [2, 5, 9]);
    assert.deepEqual(asked, []);
  });

  it('fills a gap over several pages before going on, in order', async () => {
    answers = (after) =>
      Promise.resolve(after === 2 ? { items: seqs(3, 4), next: 4 } : { items: seqs(5, 6), next: null });
    feed(2).start();
    socket().hello(8);
    socket().entries(6, 7);
    socket().entries(7, 8);
    await settle();
    assert.deepEqual(asked, [2, 4]);
    assert.deepEqual(applied, [3, 4, 5, 6, 7, 8]);
  });

  it('skips a gap in which nothing is visible to it', async () => {
    const live = feed(2);
    live.start();
    socket().hello(8);
    socket().entries(6, 7);
    await settle();
    assert.deepEqual(applied, [7]);
    assert.equal(live.last, 7);
  });

  it('reconnects from the last entry applied after the socket closes, and is live again only after a hello', async () => {
    feed().start();
    socket().hello(1);
    socket().entries(0, 1);
    await settle();
    socket().onclose?.(CUT);
    assert.deepEqual(statuses, ['live', 'reconnecting']);
    clock.forward(SPREAD_MS);
    assert.equal(sockets.length, 2);
    assert.equal(socket().after, 1);
    assert.equal(statuses.at(-1), 'reconnecting');
    socket().hello(2);
    socket().entries(1, 2);
    await settle();
    assert.deepEqual(applied, [1, 2]);
    assert.equal(statuses.at(-1), 'live');
  });

  it('ignores what an abandoned socket still says', async () => {
    feed().start();
    const old = socket();
    const listener = old.onmessage;
    old.hello(1);
    await settle();
    old.onclose?.(CUT);
    clock.forward(SPREAD_MS);
    listener?.(heard(JSON.stringify({ type: 'entries', prev_seq: 0, items: [{ seq: 1 }] })));
    await settle();
    assert.deepEqual(applied, []);
  });

  it('drops a half-filled gap with its socket and asks again from what was applied', async () => {
    let release: (page: Page<Entry>) => void = () => {};
    answers = () => new Promise((done) => (release = done));
    const live = feed(0);
    live.start();
    socket().hello(5);
    socket().entries(4, 5);
    await settle();
    socket().onclose?.(CUT);
    release({ items: seqs(1, 2), next: null });
    await settle();
    assert.deepEqual(applied, [1, 2]);
    clock.forward(SPREAD_MS);
    socket().hello(5);
    socket().entries(live.last, 5);
    await settle();
    assert.equal(new Set(applied).size, applied.length);
    assert.ok(applied.includes(5));
  });

  it('gives up a line that is open but silent, and not one that pings', async () => {
    feed().start();
    socket().hello(0);
    for (let i = 0; i < 10; i += 1) {
      clock.forward(10_000);
      socket().say({ type: 'ping' });
    }
    await settle();
    assert.deepEqual(statuses, ['live']);
    clock.forward(SILENCE_MS);
    assert.equal(statuses.at(-1), 'reconnecting');
    assert.ok(sockets[0]!.closed);
  });

  it('gives up an attempt that never answers', () => {
    feed().start();
    clock.forward(SILENCE_MS + SPREAD_MS);
    assert.equal(sockets.length, 2);
  });

  it('spreads its return over five seconds, later over fifteen', () => {
    const delays: number[] = [];
    feed(0, {
      setTimer: (run, ms) => {
        delays.push(ms);
        return clock.set(run, ms);
      },
    }).start();
    for (let i = 0; i < 8; i += 1) {
      socket().onclose?.(CUT);
      clock.forward(3 * SPREAD_MS);
    }
    const waits = delays.filter((ms) => ms !== SILENCE_MS);
    assert.deepEqual(waits.slice(0, 6), [2500, 2500, 2500, 2500, 2500, 7500]);
  });

  it('says offline when the device is, waits, and returns when the network does', async () => {
    feed().start();
    socket().hello(0);
    await settle();
    online = false;
    const live = sockets.length;
    socket().onclose?.(CUT);
    assert.equal(statuses.at(-1), 'offline');
    clock.forward(OFFLINE_RETRY_MS - 1);
    assert.equal(sockets.length, live);
  });

  it('does not wait for a socket to notice that the network has gone', async () => {
    const it = feed();
    it.start();
    socket().hello(0);
    await settle();
    it.networkLost();
    assert.equal(statuses.at(-1), 'offline');
    assert.ok(sockets[0]!.closed);
    it.networkBack();
    clock.forward(1_000);
    assert.equal(sockets.length, 2);
    socket().hello(0);
    await settle();
    assert.equal(statuses.at(-1), 'live');
  });

  it('comes back after a resync from where it stands', async () => {
    feed().start();
    socket().hello(4);
    socket().entries(0, 1, 2);
    socket().say({ type: 'resync' });
    await settle();
    clock.forward(SPREAD_MS);
    assert.equal(socket().after, 2);
  });

  it('reconnects when filling a gap fails', async () => {
    answers = () => Promise.reject(new Error('no network'));
    feed().start();
    socket().hello(9);
    socket().entries(8, 9);
    await settle();
    assert.deepEqual(applied, []);
    assert.equal(statuses.at(-1), 'reconnecting');
    clock.forward(SPREAD_MS);
    assert.equal(socket().after, 0);
  });

  it('reconnects on nonsense', async () => {
    feed().start();
    socket().hello(0);
    socket().onmessage?.(heard('{'));
    await settle();
    assert.equal(statuses.at(-1), 'reconnecting');
  });

  it('says so when the record of the server is shorter than its own', async () => {
    feed(10).start();
    socket().hello(4);
    await settle();
    assert.equal(diverged, 1);
    clock.forward(60_000);
    assert.equal(sockets.length, 1);
  });

  it('stops for good', async () => {
    const live = feed();
    live.start();
    socket().hello(0);
    live.stop();
    clock.forward(120_000);
    assert.equal(sockets.length, 1);
  });

  it('checks for a silent line when the page wakes', async () => {
    const live = feed(0, { setTimer: () => 0, clearTimer: () => {} });
    live.start();
    socket().hello(0);
    await settle();
    clock.time += SILENCE_MS + 1;
    live.wake();
    assert.equal(statuses.at(-1), 'reconnecting');
  });

  it('passes on how many are connected, and how often attempts failed', async () => {
    const told: unknown[] = [];
    feed(0, {
      present: (connected) => told.push(`${connected} here`),
      failing: (attempts) => told.push(attempts),
    }).start();
    socket().say({ type: 'presence', connected: 11 });
    await settle();
    for (let i = 0; i < 3; i += 1) {
      socket().onclose?.(CUT);
      clock.forward(3 * SPREAD_MS);
    }
    assert.deepEqual(told, ['11 here', 1, 2, 3]);
  });

  describe('in low-data mode', () => {
    it('asks every 15 seconds from where it stands, over all pages, and opens no socket', async () => {
      let head = 4;
      answers = (after) => {
        const items = seqs(after + 1, Math.min(head, after + 2));
        return Promise.resolve({ items, next: after + 2 < head ? after + 2 : null, head: { seq: head } });
      };
      feed(1, {}, true).start();
      await settle();
      assert.deepEqual([applied, asked, statuses], [[2, 3, 4], [1, 3], ['polling']]);
      head = 5;
      clock.forward(POLL_MS - 1);
      await settle();
      assert.deepEqual(asked, [1, 3]);
      clock.forward(1);
      await settle();
      assert.deepEqual(applied, [2, 3, 4, 5]);
      assert.deepEqual(sockets, []);
    });

    it('says when a question is not answered, and asks again', async () => {
      answers = () => Promise.reject(new Error('no network'));
      feed(0, {}, true).start();
      await settle();
      assert.equal(statuses.at(-1), 'reconnecting');
      answers = () => Promise.resolve({ items: seqs(1, 1), next: null });
      clock.forward(SPREAD_MS);
      await settle();
      assert.equal(statuses.at(-1), 'polling');
      assert.deepEqual(applied, [1]);
    });

    it('can be switched on and off while it runs, without loss or doubling', async () => {
      answers = (after) => Promise.resolve({ items: seqs(after + 1, 3), next: null });
      const live = feed();
      live.start();
      socket().hello(1);
      socket().entries(0, 1);
      await settle();
      live.poll(true);
      assert.ok(socket().closed);
      await settle();
      assert.deepEqual(applied, [1, 2, 3]);
      assert.equal(statuses.at(-1), 'polling');
      live.poll(false);
      assert.equal(socket().after, 3);
      socket().hello(4);
      socket().entries(2, 3, 4);
      await settle();
      assert.deepEqual(applied, [1, 2, 3, 4]);
      clock.forward(POLL_MS);
      assert.equal(asked.length, 1, 'nothing asks behind the socket');
    });

    it('drops a late answer when the network went away or the mode has changed', async () => {
      let release: (page: Page<Entry>) => void = () => {};
      answers = () => new Promise((done) => (release = done));
      const live = feed(0, {}, true);
      live.start();
      live.networkLost();
      release({ items: seqs(1, 2), next: null });
      await settle();
      assert.equal(statuses.at(-1), 'offline');
      assert.deepEqual(applied, []);
      live.networkBack();
      clock.forward(1_000);
      release({ items: seqs(1, 2), next: null });
      await settle();
      assert.deepEqual(applied, [1, 2]);
    });

    it('asks at once when the page wakes, and notices a record that was restored', async () => {
      answers = () => Promise.resolve({ items: [], next: null, head: { seq: 7 } });
      const live = feed(7, {}, true);
      live.start();
      await settle();
      live.wake();
      await settle();
      assert.equal(asked.length, 2);
      answers = () => Promise.resolve({ items: [], next: null, head: { seq: 3 } });
      clock.forward(POLL_MS);
      await settle();
      assert.equal(diverged, 1);
    });
  });
});
