import { liveQuery } from 'dexie';
import { from, type Observable } from 'rxjs';
import { onDevice } from '#shared/sync/storage-error';
import type { ControlDatabase, DraftRow } from './control-store';
import type { Drafts } from './types';

/** Drafts on this device, beside the outbox. */
export function createDrafts(database: ControlDatabase, nowMs: () => number): Drafts {
  const draftId = (form: string, subject: string) => `${form}~${subject}`;
  return {
    get: (form, subject) => onDevice(() => database.drafts.get(draftId(form, subject))),
    async save({ subject, ...draft }) {
      const row: DraftRow = { ...draft, id: draftId(draft.form, subject), savedAtMs: nowMs() };
      await onDevice(() => database.drafts.put(row));
      return row;
    },
    discard: (form, subject) => onDevice(() => database.drafts.delete(draftId(form, subject))),
    all: () => from(liveQuery(() => database.drafts.toArray())) as Observable<readonly DraftRow[]>,
  };
}
