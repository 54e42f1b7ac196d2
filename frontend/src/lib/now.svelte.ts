// The time of the server as far as we know it: spans ("closes in 2 days") and speaking time must not depend on a wrong
// clock on the device. What the server says arrives late and never early, so the latest of the estimates is the best.
// The base is the browser's own stopwatch, which nobody sets; where it sleeps with the device, the next word corrects it.

let base = Date.now() - performance.now();
let learned = false;
let tick = $state.raw(Date.now());

setInterval(() => (tick = now.exact()), 20_000);

export const now = {
  /** Milliseconds; moves every 20 seconds, which is enough for spans in words. */
  get server(): number {
    return tick;
  },
  /** Milliseconds at this very instant; nothing follows it by itself. */
  exact(): number {
    return base + performance.now();
  },
  learn(serverTime: string): void {
    const estimate = Date.parse(serverTime) - performance.now();
    base = learned ? Math.max(base, estimate) : estimate;
    learned = true;
    tick = now.exact();
  },
};
