// Just enough of the ZIP format to take one file out of an archive (stored or deflated; no encryption, no ZIP64), and to
// pack files as the service packs a ballot: stored, at a fixed time, with nothing of the machine.

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

export class NotAZip extends Error {}

/** The end record sits in the last 22 bytes, before an optional comment. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw new NotAZip('no end record');
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The text of the member called `name` (at any depth), or null when there is none. */
export async function readMember(data: ArrayBuffer, name: string): Promise<string | null> {
  const view = new DataView(data);
  if (view.byteLength < 22) throw new NotAZip('too short');
  const end = findEnd(view);
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL)
      throw new NotAZip('broken directory');
    const nameLength = view.getUint16(at + 28, true);
    const path = new TextDecoder().decode(new Uint8Array(data, at + 46, nameLength));
    if (path.split('/').at(-1) === name) return readAt(data, view, at);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return null;
}

async function readAt(data: ArrayBuffer, view: DataView, central: number): Promise<string> {
  const method = view.getUint16(central + 10, true);
  const size = view.getUint32(central + 20, true);
  const local = view.getUint32(central + 42, true);
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL)
    throw new NotAZip('broken member');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > view.byteLength) throw new NotAZip('cut short');
  const bytes = new Uint8Array(data, start, size);
  if (method !== 0 && method !== 8) throw new NotAZip('unknown compression');
  return new TextDecoder().decode(method === 0 ? bytes : await inflate(bytes));
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const VERSION = 20;
const UNIX = 3;
const MIDNIGHT_1980 = 0x0021_0000; // date and time as DOS wrote them
const READABLE = 0o644 << 16;

/** The bytes that Python's zipfile writes for these members when it is told no more than their names. */
export function packStored(members: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const out: number[][] = [];
  const blocks: Uint8Array[] = [];
  let at = 0;
  const le = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) & 0xff);
  const push = (block: Uint8Array) => {
    blocks.push(block);
    at += block.length;
  };
  for (const [path, content] of members) {
    const name = [...new TextEncoder().encode(path)];
    const size = le(content.length, 4);
    const shared = [
      ...[...le(VERSION, 2), ...le(0, 4), ...le(MIDNIGHT_1980, 4), ...le(crc32(content), 4)],
      ...[...size, ...size, ...le(name.length, 2), ...le(0, 2)],
    ];
    out.push([
      ...[...le(CENTRAL, 4), VERSION, UNIX, ...shared, ...le(0, 6), ...le(READABLE, 4)],
      ...[...le(at, 4), ...name],
    ]);
    push(Uint8Array.from([...le(LOCAL, 4), ...shared, ...name]));
    push(content);
  }
  const start = at;
  for (const entry of out) push(Uint8Array.from(entry));
  const count = le(members.length, 2);
  const size = at - start;
  push(Uint8Array.from([...le(END, 4), ...le(0, 4), ...count, ...count, ...le(size, 4), ...le(start, 4), 0, 0]));
  const packed = new Uint8Array(at);
  let place = 0;
  for (const block of blocks) {
    packed.set(block, place);
    place += block.length;
  }
  return packed;
}
