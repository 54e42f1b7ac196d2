// The time of the server as far as we know it: spans ("closes in 2 days") must not depend on a wrong clock on the device.

let offset = 0;
let tick = $state.raw(Date.now());

setInterval(() => (tick = Date.now()), 20_000);

export const now = {
  /** Milliseconds; moves every 20 seconds, which is enough for spans in words. */
  get server(): number {
    return tick + offset;
  },
  learn(serverTime: string): void {
    offset = Date.parse(serverTime) - Date.now();
    tick = Date.now();
  },
};
