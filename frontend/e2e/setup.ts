// Seeds the demo once. Every file's service starts from a copy of it.
import { SEEDED, Service } from './service.ts';

export default async function setup(): Promise<() => void> {
  const service = await Service.start();
  await service.stop();
  process.env[SEEDED] = service.directory;
  return () => service.remove();
}
