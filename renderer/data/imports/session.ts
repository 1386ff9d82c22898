import { BehaviorSubject } from 'rxjs';
import type { FoundHeader } from '#shared/domain/roster/index';
import type { DeskLink } from './desk-link';
import type { DeskRules, StationDesk } from './desk-types';
import type { Planning } from './imports';
import type { RosterSources } from './sources';
import { badRows, columnsOf } from './bad-rows';
import type { RosterProgress, RosterSession } from './types';

export interface SessionDeps {
  startDesk(): DeskLink;
  readonly station: StationDesk;
  readonly sources: RosterSources;
  rules(): Promise<DeskRules>;
  planningOf(desk: DeskLink['desk']): Planning;
}

/** See `RosterSession`. Throws `table.*`. */
export async function openSession(
  file: File,
  { startDesk, station, sources, rules, planningOf }: SessionDeps,
  apply: (fileName: string, planning: Planning) => Promise<string>,
): Promise<RosterSession> {
  const progress$ = new BehaviorSubject<RosterProgress>({ phase: 'reading', rows: 0 });
  const { desk, end } = startDesk();
  const sheets = await desk
    .open(file, (progress) => progress$.next(progress))
    .catch((thrown: unknown) => {
      end();
      throw thrown;
    });
  let header: FoundHeader | null = null;

  return {
    fileName: file.name,
    sheets,
    progress$,

    async look(sheet, { headerRow, kind } = {}) {
      const looked = await desk.look(sheet, headerRow ?? null);
      header = looked.header;
      const known = header && (await sources.recall(header.signature));
      const remembered = known && (kind === undefined || kind === known.kind) ? known : null;
      return { ...looked, ...(await desk.propose(kind ?? null, remembered)) };
    },

    async check(sheet, headerRow, mapping, signal) {
      signal.throwIfAborted();
      const stop = () => void desk.abort();
      signal.addEventListener('abort', stop, { once: true });
      try {
        const summary = await desk.check({ sheet, headerRow, mapping, rules: await rules() }, station);
        signal.throwIfAborted();
        if (header) await sources.remember(header.signature, mapping);
        return summary;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },

    rows: (query) => desk.rows(query),
    row: (index) => desk.row(index),
    unknownWords: () => desk.unknownWords(),
    fix: (row, column, text) => desk.fix(row, column, text),
    fixAll: (code) => desk.fixAll(code),
    decide: (rows, decision) => desk.decide(rows, decision),
    plan: () => desk.plan(),

    async exportBad(format, words) {
      // Fetched when somebody asks for it: whoever never imports does not load it.
      const { writeTable } = await import('../tables/index');
      const columns = columnsOf(header, words);
      return writeTable(format, words.sheetName, columns, badRows(desk, columns.length, words));
    },

    apply: async () => ({ importUid: await apply(file.name, planningOf(desk)) }),

    close: () => {
      end();
      progress$.complete();
    },
  };
}
