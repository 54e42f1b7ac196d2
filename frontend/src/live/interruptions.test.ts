import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveFeed } from './live.ts';
import { Clock, CUT, FakeSocket, settle, type Entry } from './testing.ts';

describe('the live feed under any interruption', () => {
  it('applies every entry exactly once and in order', async () => {
    // A small generator of trouble with a fixed seed: drops, gaps, overlaps, resyncs.
    let seed = 42;
    const chance = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const clock = new Clock();
    const record = Array.from({ length: 400 }, (_, i) => ({ seq: i + 1 }));
    const applied: number[] = [];
    let socket: FakeSocket | null = null;
    let sent = 0;
    const live = new LiveFeed<Entry>({
      after: 0,
      open: (after) => {
        sent = after;
        socket = new FakeSocket(after);
        const mine = socket;
        clock.set(() => mine.onmessage && mine.hello(record.length), 1);
        return socket;
      },
      backfill: (after) => {
        const items = record.filter((entry) => entry.seq > after).slice(0, 7);
        return chance() < 0.2
          ? Promise.reject(new Error('lost'))
          : Promise.resolve({ items, next: items.at(-1)?.seq ?? null });
      },
      apply: (entries) => void applied.push(...entries.map((entry) => entry.seq)),
      changed: () => {},
      diverged: () => assert.fail('the record never shrank'),
      online: () => true,
      now: () => clock.time,
      setTimer: clock.set,
      clearTimer: clock.clear,
      random: chance,
    });
    live.start();
    for (let step = 0; step < 5_000 && live.last < 400; step += 1) {
      const it = socket as FakeSocket | null;
      const what = chance();
      if (what < 0.1) it?.onclose?.(CUT);
      else if (what < 0.15) it?.say({ type: 'resync' });
      else if (it) {
        const from = what < 0.3 ? Math.max(0, sent - 3) : what < 0.4 ? Math.min(399, sent + 4) : sent;
        const items = record.slice(from, from + 1 + Math.floor(chance() * 5));
        it.say({ type: 'entries', prev_seq: from, items });
        sent = items.at(-1)?.seq ?? sent;
      }
      await settle();
      clock.forward(200);
    }
    assert.deepEqual(
      applied,
      record.map((entry) => entry.seq),
    );
  });
});
