// Whether a signature "ES256" (ECDSA on P-256 with SHA-256) is a key's over a message, with plain integers as in
// verify.py: browsers offer their own only over HTTPS, and a check must work in a venue's network too.
import { plainSha256 } from '../../lib/sha256.ts';

export interface PublicKey {
  kty: string;
  crv: string;
  x: string;
  y: string;
}
type Point = readonly [bigint, bigint] | null; // null is the point at infinity

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const G: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [modulo(value, by), by, 1n, 0n];
  while (a > 1n) {
    const q = b / a;
    [a, b, x, y] = [b - q * a, a, y - q * x, x];
  }
  return modulo(x, by);
}

function add(a: Point, b: Point): Point {
  if (!a || !b) return a ?? b;
  if (a[0] === b[0] && modulo(a[1] + b[1], P) === 0n) return null;
  const same = a[0] === b[0] && a[1] === b[1];
  const slope = same
    ? (3n * a[0] * a[0] - 3n) * inverse(2n * a[1], P)
    : (b[1] - a[1]) * inverse(b[0] - a[0], P);
  const x = modulo(slope * slope - a[0] - b[0], P);
  return [x, modulo(slope * (a[0] - x) - a[1], P)];
}

function times(factor: bigint, point: Point): Point {
  let found: Point = null;
  for (let left = factor, power = point; left; left >>= 1n, power = add(power, power))
    if (left & 1n) found = add(found, power);
  return found;
}

/** Of base64url without padding, in its one canonical spelling. */
function bytes(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const again = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (again !== text) throw new Error('not in canonical base64url');
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

const integer = (of: Uint8Array): bigint => of.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

export function signed(key: PublicKey, signature: string, message: string): boolean {
  const [x, y] = [integer(bytes(key.x)), integer(bytes(key.y))];
  if (key.kty !== 'EC' || key.crv !== 'P-256' || x >= P || y >= P) return false;
  if (modulo(y * y - x * x * x + 3n * x - B, P) !== 0n) return false;
  const raw = bytes(signature);
  const [r, s] = [integer(raw.slice(0, 32)), integer(raw.slice(32))];
  if (raw.length !== 64 || r <= 0n || r >= N || s <= 0n || s >= N) return false;
  const z = integer(plainSha256(new TextEncoder().encode(message)));
  const w = inverse(s, N);
  const point = add(times(modulo(z * w, N), G), times(modulo(r * w, N), [x, y]));
  return point !== null && modulo(point[0], N) === r;
}
