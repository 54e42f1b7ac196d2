// Who is signed in, and in which capacity they act.
import { acting, api, ok } from './api/client';
import type { Capacity, Me } from './api/types';

/** The consultation on screen, for the header. */
interface Here {
  id: string;
  slug: string;
}

const NOBODY: Me = { account: null, capacities: [] };

let me = $state.raw<Me>(NOBODY);
let known = $state.raw(false);
let here = $state.raw<Here | null>(null);
let chosen = $state.raw<Record<string, string>>(readChosen());

function readChosen(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem('capacities') ?? '{}') as Record<string, string>;
  } catch {
    return {};
  }
}

export const session = {
  get me(): Me {
    return me;
  },
  get account() {
    return me.account;
  },
  /** False until the server has said who we are. */
  get known(): boolean {
    return known;
  },

  get here(): Here | null {
    return here;
  },
  set here(consultation: Here | null) {
    here = consultation;
  },

  async load(): Promise<void> {
    me = await ok(api.GET('/api/v1/me'));
    known = true;
  },

  async signOut(): Promise<void> {
    await ok(api.POST('/api/v1/auth/sign-out'));
    me = NOBODY;
  },

  heldIn(consultationId: string): Capacity[] {
    return me.capacities.filter((one) => one.consultation_id === consultationId);
  },

  /** The capacity the person chose to speak in here, if they did. */
  chosenIn(consultationId: string): Capacity | null {
    return session.heldIn(consultationId).find((one) => one.id === chosen[consultationId]) ?? null;
  },

  /** The capacity shown in the header: the chosen one, else the first one held. */
  capacityIn(consultationId: string): Capacity | null {
    return session.chosenIn(consultationId) ?? session.heldIn(consultationId)[0] ?? null;
  },

  choose(consultationId: string, capacityId: string): void {
    chosen = { ...chosen, [consultationId]: capacityId };
    try {
      sessionStorage.setItem('capacities', JSON.stringify(chosen));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  },

  /** Headers of an act in this consultation. Without a choice the server takes the capacity that permits the act. */
  as(consultationId: string, key?: string): Record<string, string> {
    return acting(session.chosenIn(consultationId)?.id ?? null, key);
  },
};
