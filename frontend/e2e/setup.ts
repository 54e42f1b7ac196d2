// Seeds the demo once (or takes a directory that has been seeded before). Every file's service starts from a copy.
import { SEEDED, Service } from './service.ts';

export default async function setup(): Promise<() => void> {
  if (process.env[SEEDED]) return () => {};
  const service = await Service.start();
  await service.stop();
  process.env[SEEDED] = service.directory;
  return () => service.remove();
}
