// Whether this device wants to spend little data. Kept on it; without storage it lasts as long as the page.
const KEY = 'convenor:low-data';

export function rememberedLowData(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

export function rememberLowData(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // Then it is asked again next time.
  }
}

/** The browser was told to save data, or the line keeps breaking: then the page proposes it. */
export function suggestLowData(failures: number): boolean {
  const line = (navigator as { connection?: { saveData?: boolean } }).connection;
  return failures >= 3 || line?.saveData === true;
}
