// The first data, which the server writes into the page so that nothing has to be asked for before the first paint.

interface BootData {
  locale?: string;
  /** Answers by address (path and query), each used once. */
  responses?: Record<string, unknown>;
}

function read(): BootData {
  const text = document.getElementById('convenor-data')?.textContent;
  if (!text) return {};
  try {
    return JSON.parse(text) as BootData;
  } catch {
    return {};
  }
}

const data = read();

export const boot = {
  locale: data.locale ?? null,
  /** The answer to this GET, once; undefined when the server wrote none. */
  take(url: string): unknown {
    const body = data.responses?.[url];
    if (body !== undefined) delete data.responses?.[url];
    return body;
  },
};
