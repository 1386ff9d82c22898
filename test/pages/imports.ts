import { filter, firstValueFrom, map } from 'rxjs';
import { z } from 'zod';
import type { OpenStation } from '#renderer/data/types';
import { parseOnly } from '#renderer/data/tables/index';

/** How long each part of an import took in ms, and what it came to. */
export interface TimedImport {
  readonly openMs: number;
  readonly checkMs: number;
  readonly planMs: number;
  readonly applyMs: number;
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly made: number;
  readonly importUid: string;
}

/** What tests and benchmarks ask of the imports of whoever is signed in; files come from an `input` of the page. */
export function importsApi(current: () => OpenStation) {
  const fileOf = (selector: string): File => {
    const file = document.querySelector<HTMLInputElement>(selector)?.files?.[0];
    if (!file) throw new Error(`no file in ${selector}`);
    return file;
  };
  return {
    /** An input for files, for a test to fill. */
    addFileInput(id: string): void {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = id;
      document.body.append(input);
    },

    /** Takes in the good rows of a roster as it is proposed to be read, with nobody deciding anything. */
    async importRoster(selector: string): Promise<TimedImport> {
      const { imports } = current();
      const times = [performance.now()];
      const session = await imports.open(fileOf(selector));
      const look = await session.look(session.sheets[0]?.index ?? 0);
      if (!look.header) throw new Error('no heads were found');
      times.push(performance.now());
      const summary = await session.check(0, look.header.rowIndex, look.mapping, new AbortController().signal);
      times.push(performance.now());
      const { importUid } = await session.apply();
      times.push(performance.now());
      session.close();
      const end = await firstValueFrom(
        imports.running$.pipe(
          map((running) => (running?.phase === 'failed' ? running : (running ?? 'done'))),
          filter((running) => running === 'done' || (running.phase === 'failed' && running !== null)),
        ),
      );
      if (end !== 'done') throw new Error(`the import failed: ${end.code ?? ''}`);
      times.push(performance.now());
      const [openMs = 0, checkMs = 0, planMs = 0, applyMs = 0] = times.slice(1).map((at, n) => at - (times[n] ?? 0));
      const { rows, good, bad } = summary;
      return { openMs, checkMs, planMs, applyMs, rows, good, bad, made: await madeBy(current(), importUid), importUid };
    },

    /** Rows that the hub has sent back. */
    refused: async (): Promise<number> => (await firstValueFrom(current().sync$)).refused,

    undoImport: (importUid: string) => current().imports.undo(importUid),

    /** Only reads the file, on this thread: rows, and how long it took in ms. */
    async parseOnly(selector: string): Promise<{ readonly rows: number; readonly ms: number }> {
      const file = fileOf(selector);
      const startedAt = performance.now();
      const { rows } = await parseOnly(file, file.name, 0, new AbortController().signal);
      return { rows, ms: performance.now() - startedAt };
    },
  };
}

const batchesSchema = z.array(z.looseObject({ importUid: z.string(), counts: z.record(z.string(), z.number()) }));

/** Records that the import says it made. */
async function madeBy({ records }: OpenStation, importUid: string): Promise<number> {
  const found = await firstValueFrom(records.find('people', { selector: { owner: 'import-batch' } }));
  const mine = batchesSchema.parse(found).filter((batch) => batch.importUid === importUid);
  return mine.reduce((sum, { counts }) => sum + Object.values(counts).reduce((all, count) => all + count, 0), 0);
}
