// A meeting of its own for a test, and what the chair does in it from elsewhere.
import { HOME, theMeeting, unique } from './pages.ts';
import { type Service, SLUG } from './service.ts';

export interface Speaker {
  id: string;
  state: string;
  kind: string;
  acted_as: { account_id: string | null; name: string };
}
interface Floor {
  speakers: Speaker[];
}

export const ROOM = { viewport: { width: 1920, height: 1080 } };

/** In progress and with its list open. */
export async function hold(service: Service): Promise<{ id: string; path: string }> {
  const { round_id } = await theMeeting(service);
  const { id } = await service.act<{ id: string }>('POST', `/consultations/${SLUG}/meetings`, 'chair', {
    round_id,
    title: unique('Meeting'),
    scheduled_starts_at: new Date().toISOString(),
    scheduled_ends_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await service.act('POST', `/meetings/${id}/start`, 'chair');
  await service.act('POST', `/meetings/${id}/speakers/open`, 'chair');
  return { id, path: `${HOME}/meetings/${id}` };
}

export const chair = (service: Service, path: string, body: object | null = null) =>
  service.act<Speaker>('POST', path, 'chair', body);

export async function find(service: Service, meeting: string, kind: string, state: string): Promise<Speaker> {
  const floor = await service.get<Floor>(`/meetings/${meeting}/speakers`);
  const found = floor.speakers.find((one) => one.kind === kind && one.state === state);
  if (!found) throw new Error(`nobody is ${state} with a ${kind}`);
  return found;
}
