// Just enough of the ZIP format to take one file out of an exported record (stored or deflated; no encryption, no ZIP64).

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
