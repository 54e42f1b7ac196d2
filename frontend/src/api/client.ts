// The one way to the server. The types are openapi-fetch's over the server's own description (npm run types); what it
// does at run time we need so little of that these lines stand in for it and spare every reader two kilobytes.
import type { Client } from 'openapi-fetch';
import { boot } from '../lib/boot';
import { Problem } from './problems';
import type { paths } from './schema';

interface Init {
  params?: {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
    header?: Record<string, string>;
  };
  headers?: Record<string, string>;
  body?: unknown;
}

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** After this long without an answer a request counts as lost. */
const PATIENCE_MS = 30_000;

function address(path: string, { path: parts = {}, query = {} }: NonNullable<Init['params']>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const pairs = asked.flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)]));
  const search = new URLSearchParams(pairs).toString();
  return search ? `${filled}?${search}` : filled;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    throw new Problem({ status: 0, code: late ? 'no_answer' : 'no_network' });
  }
}

async function call(method: string, path: string, init: Init = {}): Promise<Answer> {
  const url = address(path, init.params ?? {});
  const ready = method === 'GET' ? boot.take(url) : undefined;
  if (ready !== undefined) return { data: ready, response: new Response() };
  const file = init.body instanceof Blob ? init.body : null;
  const body = file ?? (init.body === undefined ? null : JSON.stringify(init.body));
  const headers = {
    ...(body && !file ? { 'Content-Type': 'application/json' } : {}),
    ...init.params?.header,
    ...init.headers,
  };
  const response = await send(url, { method, headers, body });
  const content = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  return response.ok ? { data: content, response } : { error: content, response };
}

type Methods = Pick<Client<paths, 'application/json'>, 'GET' | 'POST' | 'PUT' | 'PATCH'>;
type Call = (path: string, init?: Init) => Promise<Answer>;
const method =
  (name: string): Call =>
  (path, init) =>
    call(name, path, init);

export const api = {
  GET: method('GET'),
  POST: method('POST'),
  PUT: method('PUT'),
  PATCH: method('PATCH'),
} as unknown as Methods;

/** The answer's data, or a Problem. */
export async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  if (error && typeof error === 'object' && 'code' in error) throw new Problem(error as Problem);
  throw new Problem({ status: response.status, code: 'no_problem_body' });
}

/** A file, as its bytes. */
export async function bytes(url: string): Promise<ArrayBuffer> {
  const response = await send(url, { method: 'GET' });
  if (!response.ok) throw new Problem({ status: response.status, code: 'no_problem_body' });
  return response.arrayBuffer();
}

/** The headers of an act: in which capacity, and the key that makes a resend harmless. */
export function acting(capacity: string | null, key?: string): Record<string, string> {
  return {
    ...(capacity ? { 'Convenor-Capacity': capacity } : {}),
    ...(key ? { 'Idempotency-Key': key } : {}),
  };
}
