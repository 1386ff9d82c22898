import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { gridNumberOf, useMayWrite } from '../../people/index';
import type { PersonDue } from '../queries';
import { giveVisits } from './commands';
import { useVisitWorkers, type VisitWorker } from './queries';

/** Visits that are being given to somebody else. */
export interface Giving {
  /** `_id`s of people who are marked. */
  readonly marked: ReadonlySet<string>;
  /** Marks somebody, or takes the mark away. */
  readonly mark: (rows: readonly PersonDue[], isOn: boolean) => void;
  readonly clear: () => void;
  /** The visits for which a worker is being chosen; null while none is. */
  readonly chosen: readonly PersonDue[] | null;
  /** Who may visit all of these people, in the order of their digits. */
  readonly workers: readonly VisitWorker[];
  /** Asks for a worker for those who are marked, else for this one. */
  readonly begin: (row: PersonDue | null) => void;
  readonly cancel: () => void;
  /** Null gives them back to whoever works in the grid. */
  readonly give: (worker: VisitWorker | null) => Promise<void>;
  readonly failure: { readonly error: unknown } | null;
  /** What was done, and how it is undone. */
  readonly done: { readonly text: string; readonly undo: () => void } | null;
  readonly dismiss: () => void;
  /** Whether the reader may give visits to that person to somebody. */
  readonly mayGive: (row: PersonDue) => boolean;
}

/** Keeps which visits are marked, and gives them; `rows` are those on the round. */
export function useGiving(rows: readonly PersonDue[] | undefined): Giving {
  const { t } = useTranslation('visits');
  const station = useStation();
  const everybody = useVisitWorkers() ?? [];
  const mayWrite = useMayWrite();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<readonly PersonDue[] | null>(null);
  const [failure, setFailure] = useState<Giving['failure']>(null);
  const [done, setDone] = useState<Giving['done']>(null);
  const mayGive = ({ person }: PersonDue) =>
    ['create', 'edit'].every((action) => mayWrite(action as 'create', 'visit-plan', gridNumberOf(person._id)));
  const workers = everybody.filter(({ mayVisit }) =>
    (chosen ?? []).every(({ person }) => mayVisit(gridNumberOf(person._id))),
  );
  const clear = () => setMarked(new Set());
  return {
    ...{ marked, chosen, workers, failure, done, mayGive, clear },
    mark(each, isOn) {
      const next = new Set(marked);
      for (const row of each) {
        if (isOn && mayGive(row)) next.add(row.person._id);
        else next.delete(row.person._id);
      }
      setMarked(next);
    },
    begin(row) {
      const all = rows?.filter(({ person }) => marked.has(person._id)) ?? [];
      const wanted = all.length > 0 ? all : row && mayGive(row) ? [row] : [];
      setFailure(null);
      setDone(null);
      if (wanted.length > 0) setChosen(wanted);
    },
    cancel: () => setChosen(null),
    async give(worker) {
      if (!chosen) return;
      try {
        const undo = await giveVisits(station, chosen, worker?.uid ?? null);
        const count = chosen.length;
        setChosen(null);
        clear();
        setDone({
          text: worker ? t('give.done', { count, name: worker.name }) : t('give.done.grid', { count }),
          undo: () => {
            undo().then(
              () => setDone(null),
              (error: unknown) => setFailure({ error }),
            );
          },
        });
      } catch (error) {
        setFailure({ error });
      }
    },
    dismiss: () => setDone(null),
  };
}
