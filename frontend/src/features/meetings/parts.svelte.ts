// The parts of the live page that come after its first comments. What could not be fetched is asked for again: the line
// may be down for a while.
import { wholeCatalogue } from '../../i18n.svelte';

const RETRY_MS = 5_000;

export class Parts {
  Composer = $state.raw<typeof import('./Composer.svelte').default>();
  Floor = $state.raw<typeof import('../speakers/Floor.svelte').default>();
  #gone = false;

  /** Whoever only reads does not fetch what is needed to write. */
  fetchComposer(): void {
    void this.#persist(async () => {
      this.Composer = (await import('./Composer.svelte')).default;
    });
  }

  /** The floor, and whatever else can wait for a quiet moment. */
  fetchRest(others: () => Promise<void>): void {
    const work = () =>
      void this.#persist(async () => {
        const [floor] = await Promise.all([import('../speakers/Floor.svelte'), wholeCatalogue('floor')]);
        this.Floor = floor.default;
        await others();
      });
    if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 2_000 });
    else setTimeout(work, 200);
  }

  close(): void {
    this.#gone = true;
  }

  async #persist(work: () => Promise<void>): Promise<void> {
    if (this.#gone) return;
    try {
      await work();
    } catch (error) {
      console.warn(error);
      setTimeout(() => void this.#persist(work), RETRY_MS);
    }
  }
}
