import type { OpenStation } from '#renderer/data/index';

/** A masked value that somebody wants to see. */
export interface MaskedSubject {
  /** Type, grid and uid of the record that holds it. */
  readonly type: string;
  readonly scope: string;
  readonly uid: string;
  /** Path of the value as `SealedPlace.field` has it. */
  readonly field: string;
}

/**
 * Writes down that the signed-in person looked at a value, or copied it. Resolves when that is on this device's disk; only then may
 * the value be shown. Throws `device.*` and `access.denied`.
 */
export async function logReveal(
  station: Pick<OpenStation, 'writer' | 'nowMs' | 'newUid'>,
  { type, scope, uid, field }: MaskedSubject,
  purpose: 'show' | 'copy',
): Promise<void> {
  await station.writer.create({
    type: 'reveal',
    scope,
    uid: station.newUid(),
    fields: { subjectType: type, subjectUid: uid, field, purpose, atMs: station.nowMs() },
  });
}
