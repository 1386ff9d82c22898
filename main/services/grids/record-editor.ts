import type { WireRecord } from '#shared/schema/envelope';
import { inCurrentForm } from '#shared/sync/outbox';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';

interface EditorDeps {
  readonly commons: WritableDatabase;
  readonly now: () => number;
}

/** Times that somebody else may write a record between its reading and its writing. */
const TRIES = 10;

/** Changes records of the station in somebody's name. */
export function createEditor({ commons, now }: EditorDeps, by: string) {
  const writer = createHostWriter(now);
  return {
    /** The record with these fields; untouched where it has them. */
    async edit(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const found = await commons.get(id, WINNER);
        if (!found.found) throw new Error('a record of a reshaping is not there');
        const { _rev, ...record } = found.document as WireRecord & { readonly _rev: string };
        const differs = Object.entries(changes).some(([field, value]) => (record as WireRecord)[field] !== value);
        if (!differs) return;
        const next = { ...writer.edit(inCurrentForm(record as WireRecord), changes, by), _rev };
        const [answer] = await commons.bulkDocs({ rows: [next], newEdits: true });
        if (answer && !('error' in answer)) return;
        if (answer?.error !== 'conflict')
          throw new Error(`a record of a reshaping was not written: ${answer?.error ?? ''}`);
      }
      throw new Error('a record of a reshaping keeps changing');
    },
  };
}
