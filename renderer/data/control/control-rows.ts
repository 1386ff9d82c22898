import type { WireRecord } from '#shared/schema/envelope';
import type { AsideRow, OutboxRow } from '#shared/sync/ports';
import type { ClosedAsideRow, ClosedDraftRow, ClosedOutboxRow } from './control-database';
import type { LocalCipher } from '../local-cipher';

/** A form somebody has begun; kept as they type, removed when it becomes a record or is discarded. */
export interface DraftRow {
  /** `<form>~<subject>`: one draft per form and subject. */
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  readonly value: unknown;
  readonly startedAtMs: number;
  readonly savedAtMs: number;
}

/** What of an outbox row is closed. */
type OutboxContents = Pick<OutboxRow, 'record' | 'rev' | 'code' | 'reason'>;

/** Closes and opens the rows of a control database; what does not open comes as null and stays on the disk as it is. */
export function createControlRows(cipher: LocalCipher) {
  return {
    async closeOutbox({ record, rev, code, reason, ...clear }: OutboxRow): Promise<ClosedOutboxRow> {
      const contents = { record, rev, ...(code ? { code } : {}), ...(reason ? { reason } : {}) };
      return { ...clear, closed: await cipher.seal(contents, `outbox|${clear.id}`) };
    },
    async openOutbox({ closed, ...clear }: ClosedOutboxRow): Promise<OutboxRow | null> {
      const contents = (await cipher.open(closed, `outbox|${clear.id}`)) as OutboxContents | undefined;
      return contents ? { ...clear, ...contents } : null;
    },
    async closeAside({ id, db, rev, record }: AsideRow): Promise<ClosedAsideRow> {
      return { id, db, closed: await cipher.seal({ rev, record }, `aside|${id}`) };
    },
    async openAside({ id, db, closed }: ClosedAsideRow): Promise<AsideRow | null> {
      const contents = (await cipher.open(closed, `aside|${id}`)) as { rev: string; record: WireRecord } | undefined;
      return contents ? { id, db, ...contents } : null;
    },
    async closeDraft({ id, form, ...contents }: DraftRow): Promise<ClosedDraftRow> {
      return { id, form, closed: await cipher.seal(contents, `draft|${id}`) };
    },
    async openDraft({ id, form, closed }: ClosedDraftRow): Promise<DraftRow | null> {
      const contents = (await cipher.open(closed, `draft|${id}`)) as Omit<DraftRow, 'id' | 'form'> | undefined;
      return contents ? { id, form, ...contents } : null;
    },
  };
}

export type ControlRows = ReturnType<typeof createControlRows>;

/** The rows that open. */
export async function openAll<C, T>(closed: readonly C[], open: (row: C) => Promise<T | null>): Promise<T[]> {
  return (await Promise.all(closed.map(open))).flatMap((row) => (row === null ? [] : [row]));
}
