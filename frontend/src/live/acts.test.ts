import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ANSWER_MS, LiveFeed, type SocketAnswer } from './live.ts';
import { Clock, CUT, FakeSocket, settle, type Entry } from './testing.ts';

describe('acts on the open socket', () => {
  let clock: Clock;
  let socket: FakeSocket;
  let live: LiveFeed<Entry>;
  let answers: (SocketAnswer | null)[];
  const vote = (value: string) =>
    void live.act({ operation: 'vote', body: { value } }).then((answer) => answers.push(answer));
  const answer = (id: string, status = 200) => socket.say({ type: 'answer', id, status, body: { id } });

  beforeEach(() => {
    clock = new Clock();
    answers = [];
    live = new LiveFeed<Entry>({
      after: 0,
      open: (after) => (socket = new FakeSocket(after)),
      backfill: () => Promise.resolve({ items: [], next: null }),
      apply: () => {},
      changed: () => {},
      diverged: () => assert.fail('the record never shrank'),
      online: () => true,
      now: () => clock.time,
      setTimer: clock.set,
      clearTimer: clock.clear,
      random: () => 0.5,
    });
    live.start();
    socket.hello(0);
  });

  it('are settled by the answer with their id, in whichever order answers come', async () => {
    vote('agree');
    vote('pass');
    assert.deepEqual(
      socket.sent.map(({ type, operation, body }) => ({ type, operation, body })),
      ['agree', 'pass'].map((value) => ({ type: 'act', operation: 'vote', body: { value } })),
    );
    const [first, second] = socket.sent;
    assert.notEqual(first!.id, second!.id);
    answer(second!.id, 409);
    answer(first!.id);
    answer('of somebody else');
    await settle();
    assert.deepEqual(
      answers.map((one) => [one?.id, one?.status]),
      [
        [second!.id, 409],
        [first!.id, 200],
      ],
    );
  });

  it('are given up when the line breaks, and are not sent while there is none', async () => {
    vote('agree');
    socket.onclose?.(CUT);
    vote('agree');
    await settle();
    assert.deepEqual(answers, [null, null]);
    assert.equal(socket.sent.length, 1);
  });

  it("are given up when no answer comes in time; a late answer is nobody's", async () => {
    vote('agree');
    clock.forward(ANSWER_MS);
    await settle();
    assert.deepEqual(answers, [null]);
    answer(socket.sent[0]!.id);
    await settle();
    assert.deepEqual(answers, [null]);
  });
});
