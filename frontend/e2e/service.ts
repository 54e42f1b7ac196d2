// The real service as a child process: a free port, a copy of the seeded database, and nothing shared with anybody.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const CONVENOR = join(ROOT, '.venv', 'bin', 'convenor');
export const SLUG = 'cstd-2006';
/** The second consultation of the demo, for what must not touch the first. */
export const OTHER_SLUG = 'igf-2006';
/** Where setup.ts leaves the seeded database for the files' services to start from. */
export const SEEDED = 'CONVENOR_E2E_SEEDED';

const PRINTED = {
  delegate: 'Delegate of a government',
  civil: 'Delegate of a civil society network',
  chair: 'Chair',
  advisor: 'Advisory group member',
  secretariat: 'Secretariat',
  rapporteur: 'Rapporteur (captions)',
  convener: 'Convener',
  observer: 'Observer',
} as const;
export type Role = keyof typeof PRINTED;

const children = new Set<ChildProcess>();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export class Service {
  readonly base: string;
  readonly #directory: string;
  readonly #log: string;
  readonly #port: number;
  readonly #tokens = new Map<Role, string>();
  #child: ChildProcess | null = null;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.#log = join(directory, 'service.log');
    this.#port = port;
    this.base = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Service> {
    const directory = mkdtempSync(join(tmpdir(), 'convenor-e2e-'));
    const seeded = process.env[SEEDED];
    if (seeded) cpSync(seeded, directory, { recursive: true });
    const service = new Service(directory, await freePort());
    await service.run();
    return service;
  }

  get directory(): string {
    return this.#directory;
  }

  get #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      CONVENOR_DATABASE_URL: `sqlite:///${join(this.#directory, 'convenor.db')}`,
      CONVENOR_PORT: String(this.#port),
      CONVENOR_SECRET: 'a secret of the tests in the browser',
      CONVENOR_SIGN_IN_RATE: '1000/minute',
    };
  }

  /** Start, or start again after `kill`: on the same port and the same database. */
  async run(): Promise<void> {
    const log = openSync(this.#log, 'a');
    const child = spawn(CONVENOR, ['serve', '--demo'], {
      cwd: this.#directory,
      env: this.#environment,
      stdio: ['ignore', log, log],
    });
    children.add(child);
    child.once('exit', () => children.delete(child));
    this.#child = child;
    await this.#ready();
  }

  async #ready(): Promise<void> {
    for (const end = Date.now() + 55_000; Date.now() < end;) {
      if (this.#child?.exitCode !== null) break;
      const answer = await fetch(`${this.base}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`the service did not start:\n${this.log}`);
  }

  /** As a power cut would: nothing is flushed, nobody is told. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  get log(): string {
    return readFileSync(this.#log, 'utf8');
  }

  /** What no test may cause: answers of 500 and tracebacks. */
  get failures(): string[] {
    return this.log.split('\n').filter((line) => / 5\d\d \d|Traceback|ERROR/.test(line));
  }

  /** The sign-in link that the demo printed last; it can be used many times. */
  link(role: Role): string {
    const name = PRINTED[role].replace(/[()]/g, '\\$&');
    const found = [...this.log.matchAll(new RegExp(`^ +${name} +(http\\S+)$`, 'gm'))].at(-1)?.[1];
    if (!found) throw new Error(`no link for ${role} in:\n${this.log}`);
    return found;
  }

  /** The link in the last mail that was sent; mail goes to the log here. */
  async mailedLink(): Promise<string> {
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      const found = [...this.log.matchAll(/this link signs you in once:\s+(http\S+)/g)].at(-1)?.[1];
      if (found) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`no mail in:\n${this.log}`);
  }

  /** A link that works once, made by the operator's command; `hours` of 0 is one that has run out already. */
  async oneTimeLink(email: string, hours = 24): Promise<string> {
    const env = { ...this.#environment, CONVENOR_LINK_HOURS: String(hours) };
    const { stdout } = await promisify(execFile)(CONVENOR, ['link', email], { cwd: this.#directory, env });
    return stdout.trim();
  }

  async setPassword(email: string, password: string): Promise<void> {
    const options = { cwd: this.#directory, env: this.#environment };
    const done = promisify(execFile)(CONVENOR, ['account', email, 'Somebody', '--password'], options);
    done.child.stdin?.end(`${password}\n`);
    await done;
  }

  /** A session of this role (or behind this link), as the token that browsers hold in a cookie. */
  async token(who: Role | { link: string }): Promise<string> {
    const known = typeof who === 'string' ? this.#tokens.get(who) : undefined;
    if (known) return known;
    const link = typeof who === 'string' ? this.link(who) : who.link;
    const body = { token: new URL(link).searchParams.get('token') };
    const { token } = await this.#call<{ token: string }>('POST', '/auth/link', { body });
    if (typeof who === 'string') this.#tokens.set(who, token);
    return token;
  }

  async get<T>(path: string, who: Role | null = null): Promise<T> {
    return this.#call<T>('GET', path, { token: who && (await this.token(who)) });
  }

  async act<T>(
    method: 'POST' | 'PUT' | 'PATCH',
    path: string,
    who: Role | { token: string },
    body: object | null = null,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const token = typeof who === 'string' ? await this.token(who) : who.token;
    return this.#call<T>(method, path, { token, body, headers });
  }

  async #call<T>(
    method: string,
    path: string,
    with_: { token?: string | null; body?: object | null; headers?: Record<string, string> },
  ): Promise<T> {
    const headers: Record<string, string> = { ...with_.headers };
    if (with_.token) headers['authorization'] = `Bearer ${with_.token}`;
    if (with_.body) headers['content-type'] = 'application/json';
    const body = with_.body ? JSON.stringify(with_.body) : null;
    const answer = await fetch(`${this.base}/api/v1${path}`, { method, headers, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : null) as T;
  }
}
