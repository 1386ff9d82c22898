import { randomInt } from 'node:crypto';
import { LIMITS, type BulkRow } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { beginWriting, editRecord, type Writing } from '#shared/sync/author';
import { createHybridClock, observeRecord } from '#shared/sync/stamp';

/** A database of the hub as those who write to it for the host need it. */
export interface WritableDatabase {
  get(
    id: string,
    query: { rev: string | null; latest: boolean; revs: boolean; conflicts: boolean },
  ): Promise<{ readonly found: true; readonly document: object } | { readonly found: false }>;
  bulkDocs(write: { readonly rows: readonly unknown[]; readonly newEdits: boolean }): Promise<readonly BulkRow[]>;
}

/** What is asked for when the winning leaf is wanted and nothing about it. */
export const WINNER = { rev: null, latest: false, revs: false, conflicts: false } as const;

/** The host as a replica that writes records, in the name of a person: a record needs one. */
export interface HostWriter {
  write(by: string): Writing;
  /** The record with the changes, later than every stamp that it has. */
  edit(record: WireRecord, changes: Readonly<Record<string, unknown>>, by: string): WireRecord;
}

/** A replica of this run of the host alone: counters that a crash lost must not stand for other content. */
export function createHostWriter(now: () => number): HostWriter {
  const clock = createHybridClock(now, LIMITS.clockAheadMs);
  const replica = Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('');
  let counter = 0;
  const write = (by: string) => beginWriting(clock, replica, (counter += 1), by);
  return {
    write,
    edit: (record, changes, by) => {
      observeRecord(clock, record);
      return editRecord(record, changes, write(by));
    },
  };
}
