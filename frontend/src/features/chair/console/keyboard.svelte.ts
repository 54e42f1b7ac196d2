// From a key stroke to the act. Nothing fires while somebody writes or is being asked something, and the keys can be turned
// off on a device, for those who dictate or use switches.
import { tick } from 'svelte';
import type { CommentsDesk } from './comments.svelte';
import type { Desk } from './desk.svelte';
import { shortcutOf, type Focus, type Shortcut } from './keys';

const OFF = 'convenor:keys-off';

function remembered(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function focusOf(element: Element | null): Focus {
  if (element?.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'))
    return 'field';
  return element?.closest('a, button, summary, input, [role="tab"]') ? 'control' : 'page';
}

export class Keyboard {
  on = $state.raw(remembered());
  readonly #desk: Desk;
  readonly #comments: CommentsDesk;
  readonly #acts: Record<Shortcut, (count: number) => void>;

  constructor(desk: Desk, comments: CommentsDesk) {
    this.#desk = desk;
    this.#comments = comments;
    this.#acts = {
      next: () => desk.callNext(),
      proposed: () => desk.callProposed(),
      start: () => desk.start(),
      pause: () => desk.pauseOrResume(),
      finish: () => desk.finish(),
      missed: () => desk.miss(),
      decide: () => {
        if (desk.point) desk.asking = { what: 'decide', decision: 'upheld' };
      },
      undo: () => desk.undo(),
      list: () => desk.turnList(),
      count: (count) => desk.count(count),
      inscribe: () => (desk.asking = { what: 'inscribe' }),
      search: () => {
        desk.area = 'list';
        void tick().then(() => document.getElementById('c-search')?.focus());
      },
      approve: () => this.#held((comment) => desk.approve(comment)),
      refuse: () => this.#held((comment) => (desk.asking = { what: 'refuse', comment })),
      help: () => (desk.asking = { what: 'help' }),
    };
  }

  turn(on: boolean): void {
    this.on = on;
    try {
      if (on) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, '1');
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  press(event: KeyboardEvent): void {
    if (!this.on || event.defaultPrevented || this.#desk.asking) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') this.#desk.refused = null;
    const shortcut = shortcutOf(event, focusOf(document.activeElement));
    if (!shortcut) return;
    event.preventDefault();
    this.#acts[shortcut.name](shortcut.count);
  }

  /** The comment that has the focus, else the oldest; but the chair must see what is decided, so first they are shown. */
  #held(decide: (id: string) => void): void {
    if (this.#desk.tab !== 'comments') {
      this.#desk.tab = 'comments';
      this.#desk.area = 'room';
      return;
    }
    const focused = document.activeElement?.closest<HTMLElement>('[data-held]')?.dataset['held'];
    const comment = focused ?? this.#comments.held[0]?.id;
    if (comment) decide(comment);
  }
}
