import type { WireRecord } from './envelope';
import type { RecordType } from './record-type';

/**
 * The record in its type's current version. Fields a migration does not name stay. Causality does not move: a lifted
 * record is the same state, told in newer words. Newer records come back untouched.
 */
export function liftRecord(
  type: Pick<RecordType<never>, 'type' | 'version' | 'migrations'>,
  record: WireRecord,
): WireRecord {
  let lifted: Record<string, unknown> = record;
  for (let version = record.schema; version < type.version; version += 1) {
    const step = type.migrations[version];
    if (!step) throw new Error(`${type.type} has no migration from version ${version}`);
    lifted = { ...step(lifted), schema: version + 1 };
  }
  return lifted as unknown as WireRecord;
}
