import { BehaviorSubject } from 'rxjs';
import { onDevice } from '#shared/sync/storage-error';
import type { ControlDatabase } from './control/control-database';
import { createControlRows, openAll, type DraftRow } from './control/control-rows';
import { createGroupCommit } from './control/group-commit';
import type { LocalCipher } from './local-cipher';
import type { Drafts } from './types';

/** Opens the drafts on this device, beside the outbox; closed on the disk, in memory while their author is here. */
export async function openDrafts(database: ControlDatabase, cipher: LocalCipher, nowMs: () => number): Promise<Drafts> {
  const rows = createControlRows(cipher);
  const opened = await openAll(await onDevice(() => database.drafts.toArray()), rows.openDraft);
  const drafts = new Map(opened.map((draft) => [draft.id, draft]));
  const all$ = new BehaviorSubject<readonly DraftRow[]>(opened);
  const draftId = (form: string, subject: string) => `${form}~${subject}`;

  /** The last word about each draft: null discards it. */
  const commits = createGroupCommit<readonly [string, DraftRow | null]>(async (changes) => {
    const last = new Map(changes);
    const closed = await Promise.all([...last.values()].flatMap((draft) => (draft ? [rows.closeDraft(draft)] : [])));
    await onDevice(() =>
      database.transaction('rw', database.drafts, async () => {
        await database.drafts.bulkPut(closed);
        await database.drafts.bulkDelete([...last].flatMap(([id, draft]) => (draft ? [] : [id])));
      }),
    );
    for (const [id, draft] of last) {
      if (draft) drafts.set(id, draft);
      else drafts.delete(id);
    }
    all$.next([...drafts.values()]);
  });

  return {
    get: async (form, subject) => drafts.get(draftId(form, subject)),
    async save({ subject, ...draft }) {
      const row = { ...draft, id: draftId(draft.form, subject), savedAtMs: nowMs() };
      await commits.run([row.id, row]);
      return row;
    },
    discard: (form, subject) => commits.run([draftId(form, subject), null]),
    all: () => all$,
  };
}
