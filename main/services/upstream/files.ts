import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { instantSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile, type HostOnlyFile } from '../host-only-file';

const settingsSchema = z.strictObject({
  version: z.literal(1),
  /** Names this installation of the station to the upstream: two of one name must not write to the same databases. */
  owner: z.string().min(1).max(64),
  set: z
    .strictObject({
      on: z.boolean(),
      url: z.string(),
      user: z.string(),
      password: z.string(),
      authority: z.string().nullable(),
    })
    .nullable(),
});
export type UpstreamSettings = Readonly<z.infer<typeof settingsSchema>>;

const databaseSchema = z.strictObject({
  /** Name of the database upstream that the rest speaks of; null before the first contact. */
  instance: z.string().nullable(),
  /** As whom the upstream's was read: epoch here, and the types that were taken in. Anybody else reads it from the start. */
  reader: z.string(),
  /** How far the edge hub's database is there. */
  sent: z.string(),
  /** How far the upstream's is here. */
  taken: z.string(),
  /** How far leaves were looked at. */
  settled: z.string(),
  /** Counted up to have everything compared again. */
  round: z.number().int().nonnegative(),
  comparedAtMs: instantSchema,
  refusedThere: z.number().int().nonnegative(),
  refusedHere: z.number().int().nonnegative(),
  currentAtMs: instantSchema.nullable(),
});
/** What is remembered of a database; the replicator's own notes lie in the database itself, on both sides. */
export type KnownDatabase = Readonly<z.infer<typeof databaseSchema>>;

export const UNKNOWN: KnownDatabase = {
  instance: null,
  reader: '',
  sent: '0',
  taken: '0',
  settled: '0',
  round: 0,
  comparedAtMs: 0,
  refusedThere: 0,
  refusedHere: 0,
  currentAtMs: null,
};

const progressSchema = z.strictObject({
  version: z.literal(1),
  answeredAtMs: instantSchema.nullable(),
  madeAnewAtMs: instantSchema.nullable(),
  databases: z.record(z.string(), databaseSchema),
});
export type UpstreamProgress = Readonly<z.infer<typeof progressSchema>>;

export interface UpstreamFiles {
  readonly settings: HostOnlyFile<UpstreamSettings>;
  readonly progress: HostOnlyFile<UpstreamProgress>;
}

/** Opens what the service keeps in the host-only store, `upstream.json` and `upstream-progress.json`. `host.data-damaged`. */
export async function openUpstreamFiles(folder: DurableFolder): Promise<UpstreamFiles> {
  const none: UpstreamSettings = { version: 1, owner: randomUUID(), set: null };
  const fresh: UpstreamProgress = { version: 1, answeredAtMs: null, madeAnewAtMs: null, databases: {} };
  return {
    settings: await openHostOnlyFile(folder, 'upstream.json', settingsSchema, none),
    progress: await openHostOnlyFile(folder, 'upstream-progress.json', progressSchema, fresh),
  };
}
