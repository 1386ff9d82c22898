import type { Creation, LocalWriter } from '#shared/sync/local-writer';
import type { RecordStore, StoredRecord } from '#shared/sync/ports';
import { parseDocumentId } from '#shared/schema/ids';
import { isSealed } from '#shared/schema/value-class';
import type { Sealer } from '../types';
import type { RegisterKind, RegisterRows } from '../register/types';
import { showsAddress } from './masked-values';
import type { ProtectedValue } from './types';

export interface FullValuesDeps {
  readonly store: Pick<RecordStore, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly writer: Pick<LocalWriter, 'writeTogether'>;
  nowMs(): number;
  newUid(): string;
}

/** Values in full by `_id`; one that is absent is not there, or not for the person. */
export type FullValues = ReadonlyMap<string, Partial<Readonly<Record<ProtectedValue, string>>>>;

type Row = RegisterRows[RegisterKind];

/** Records that are written at once. */
const WRITES_TOGETHER = 200;

/**
 * Gives values of rows in full, once it is on this device's disk who took them out. Of a file that is closed to the person it gives
 * nothing. Throws what writing throws; then nothing may be handed out.
 */
export function createFullValues(deps: FullValuesDeps) {
  const { store, sealer, writer, nowMs, newUid } = deps;

  async function openOne(record: StoredRecord | undefined, field: 'citizenId' | 'phone'): Promise<string | null> {
    const sealed = record?.[field];
    if (!record || record.locked || !isSealed(sealed)) return null;
    const value = await sealer.open(sealed, { uid: record.uid, field });
    return typeof value === 'string' && value !== '' ? value : null;
  }

  function note({ id, uid }: Row, field: ProtectedValue): Creation {
    const place = parseDocumentId(id);
    if (!place) throw new Error('a row without a place');
    return {
      type: 'reveal',
      scope: place.scope,
      uid: newUid(),
      fields: { subjectType: place.type, subjectUid: uid, field, purpose: 'export', atMs: nowMs() },
    };
  }

  return async function fullValues(
    kind: RegisterKind,
    rows: readonly Row[],
    wanted: readonly ProtectedValue[],
    ownGrids: readonly number[],
  ): Promise<FullValues> {
    const open = rows.filter((row) => !('birthDate' in row) || row.name !== null);
    const ids = open.map(({ id }) => id);
    const records: ReadonlyMap<string, StoredRecord> = kind === 'person' ? await store.read('people', ids) : new Map();
    const values = new Map<string, Partial<Record<ProtectedValue, string>>>();
    const notes: Creation[] = [];
    for (const row of open) {
      const found: Partial<Record<ProtectedValue, string>> = {};
      for (const field of wanted) {
        const value = field === 'address' ? row.address : await openOne(records.get(row.id), field);
        if (value === null || value === '') continue;
        found[field] = value;
        if (field !== 'address' || !showsAddress(row, ownGrids)) notes.push(note(row, field));
      }
      values.set(row.id, found);
    }
    for (let from = 0; from < notes.length; from += WRITES_TOGETHER) {
      const together = notes.slice(from, from + WRITES_TOGETHER);
      await writer.writeTogether(together.map((creation) => ({ kind: 'create', creation })));
    }
    return values;
  };
}
