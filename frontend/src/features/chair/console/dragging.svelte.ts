// Dragging a name up and down the list, with a mouse, a pen or a finger. The keyboard has Alt with the arrows, and
// whoever does not drag has the buttons.
import type { FloorStore } from '../../speakers/floor.svelte';
import { droppedBefore } from './queue';

export class Dragging {
  /** Whose name is being dragged. */
  id = $state.raw<string | null>(null);
  /** Where it would stand: before this name, or (null) last; undefined: where it is. */
  before = $state.raw<string | null | undefined>(undefined);
  readonly #floor: FloorStore;
  readonly #drop: (id: string, before: string | null) => void;

  constructor(floor: FloorStore, drop: (id: string, before: string | null) => void) {
    this.#floor = floor;
    this.#drop = drop;
  }

  /** The last of those of the same kind, after whom it would stand. */
  get last(): string | null {
    return this.#line.filter((id) => id !== this.id).at(-1) ?? null;
  }

  get #line(): string[] {
    const kind = this.#floor.waiting.find((one) => one.id === this.id)?.kind;
    return this.#floor.waiting.filter((one) => one.kind === kind).map((one) => one.id);
  }

  /** For the list's element: what happens on a [data-grip] inside of a [data-id]. */
  readonly attach = (list: HTMLElement) => {
    const end = () => {
      this.id = null;
      this.before = undefined;
      removeEventListener('keydown', escape, true);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    };
    const down = (event: PointerEvent) => {
      const grip = (event.target as HTMLElement).closest<HTMLElement>('[data-grip]');
      const id = grip?.closest<HTMLElement>('[data-id]')?.dataset['id'];
      if (!grip || !id || event.button !== 0) return;
      event.preventDefault();
      list.setPointerCapture(event.pointerId);
      this.id = id;
      addEventListener('keydown', escape, true);
    };
    const move = (event: PointerEvent) => {
      if (!this.id) return;
      const rows = [...list.querySelectorAll<HTMLElement>('[data-id]')];
      const middles = new Map(
        rows.map((row) => {
          const { top, height } = row.getBoundingClientRect();
          return [row.dataset['id'] ?? '', top + height / 2];
        }),
      );
      this.before = droppedBefore(this.#line, this.id, middles, event.clientY);
      const near = rows.find((row) => row.getBoundingClientRect().bottom > event.clientY) ?? rows.at(-1);
      near?.scrollIntoView({ block: 'nearest' });
    };
    const up = () => {
      const { id, before } = this;
      end();
      if (id && before !== undefined) this.#drop(id, before);
    };
    list.addEventListener('pointerdown', down);
    list.addEventListener('pointermove', move);
    list.addEventListener('pointerup', up);
    list.addEventListener('pointercancel', end);
    return () => {
      end();
      list.removeEventListener('pointerdown', down);
      list.removeEventListener('pointermove', move);
      list.removeEventListener('pointerup', up);
      list.removeEventListener('pointercancel', end);
    };
  };
}
