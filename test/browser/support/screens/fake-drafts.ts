import { BehaviorSubject, map } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { DraftRow, OpenStation } from '#renderer/data/index';

const DRAFTS = 'harness-drafts';

/** Drafts in localStorage: they outlive a killed page. */
export function createDrafts(nowMs: () => number) {
  const read = (): Record<string, DraftRow> =>
    JSON.parse(localStorage.getItem(DRAFTS) ?? '{}') as Record<string, DraftRow>;
  const rows = new BehaviorSubject(read());
  let isFailing = false;
  const write = (next: Record<string, DraftRow>) => {
    localStorage.setItem(DRAFTS, JSON.stringify(next));
    rows.next(next);
  };
  const drafts: OpenStation['drafts'] = {
    get: async (form, subject) => rows.value[`${form}~${subject}`],
    async save({ subject, ...draft }) {
      // As a disk does: a page that goes before this has lost the words.
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (isFailing) throw new AppError('device.storage-full', 'full');
      const row: DraftRow = { ...draft, id: `${draft.form}~${subject}`, savedAtMs: nowMs() };
      write({ ...rows.value, [row.id]: row });
      return row;
    },
    async discard(form, subject) {
      const { [`${form}~${subject}`]: _gone, ...rest } = rows.value;
      write(rest);
    },
    all: () => rows.pipe(map((all) => Object.values(all))),
  };
  return { drafts, fail: (fails: boolean) => void (isFailing = fails) };
}
