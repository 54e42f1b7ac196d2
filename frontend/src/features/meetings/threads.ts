// Comments with the replies to them: the newest comment first, and under it what was answered, in order. Pure.

interface Threaded {
  id: string;
  seq: number;
  reply_to: string | null;
}

export interface Thread<T> {
  comment: T;
  replies: T[];
}

/** A reply to a comment that is not here (further down, not fetched yet) stands for itself. */
export function threads<T extends Threaded>(newestFirst: readonly T[]): Thread<T>[] {
  const found = new Map<string, Thread<T>>();
  for (const comment of newestFirst) if (!comment.reply_to) found.set(comment.id, { comment, replies: [] });
  const all: Thread<T>[] = [];
  for (const comment of newestFirst) {
    const own = found.get(comment.id);
    const parent = comment.reply_to ? found.get(comment.reply_to) : undefined;
    if (own) all.push(own);
    else if (parent) parent.replies.unshift(comment);
    else all.push({ comment, replies: [] });
  }
  return all;
}
