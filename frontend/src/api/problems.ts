// What can go wrong between the page and the server, as one kind of error that can be put into words.
import type { components } from './schema';

export type ProblemBody = components['schemas']['Problem'];

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: { field: string; message: string }[];

  constructor(body: Partial<ProblemBody> & { status: number; code: string }) {
    super(body.detail ?? body.code);
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
  }

  /** No answer came: the act may or may not have happened. */
  get unanswered(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Any failure as a Problem; an error of our own code stays what it is in the console. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem({ status: -1, code: 'page_error' });
}
