import {
  createTogether,
  findHeader,
  headerAt,
  rowReader,
  stationFindings,
  suggestMapping,
  type FoundHeader,
  type RosterMapping,
  type RosterRow,
  type TableRow,
} from '#shared/domain/roster/index';
import { personCodes } from '#shared/codes/person-codes';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { AppError } from '#shared/errors/app-error';
import { openTable, type OpenedTable } from '../tables/index';
import type { Checked } from './desk-checked';
import { planAll, planOf } from './desk-plan';
import { createDeskRows, repeatsStation, type DeskRow, type DeskRows } from './desk-rows';
import { rightsFindings } from './desk-rights';
import { createStationFacts } from './desk-station';
import type { CheckTask, RosterDesk } from './desk-types';
import type { RosterProgress } from './types';

/** Rows in which heads are looked for, and that are shown to choose by. */
const SAMPLE_ROWS = 60;

/** Rows between two breaths in which an abort can arrive. */
const BREATH_ROWS = 1000;

/** See `RosterDesk`. */
export function createRosterDesk(): RosterDesk {
  let table: OpenedTable | null = null;
  let progress: (progress: RosterProgress) => void = () => undefined;
  let looked: { readonly header: FoundHeader | null; readonly sample: readonly TableRow[] } | null = null;
  let checked: Checked | null = null;
  let running = new AbortController();

  const opened = (): OpenedTable => table ?? missing('no file is open');
  const current = (): Checked => checked ?? missing('nothing was checked');
  const begin = (): AbortSignal => {
    running.abort();
    running = new AbortController();
    return running.signal;
  };

  async function sampleOf(sheet: number): Promise<readonly TableRow[]> {
    const rows: TableRow[] = [];
    for await (const row of opened().rows(sheet, new AbortController().signal)) {
      rows.push(row);
      if (rows.length === SAMPLE_ROWS) break;
    }
    return rows;
  }

  /** The rows below the heads; those at hand where the sheet and the heads are the same, with what was mended in them. */
  async function loadRows({ sheet, headerRow }: CheckTask, signal: AbortSignal): Promise<DeskRows> {
    if (checked?.task.sheet === sheet && checked.task.headerRow === headerRow) return checked.rows;
    const rows = createDeskRows();
    for await (const row of opened().rows(sheet, signal)) {
      if (row.index <= headerRow || row.cells.every((cell) => cell === null || cell === '')) continue;
      rows.add(row);
      if (rows.all.length % BREATH_ROWS === 0) await breathe(signal, () => say('reading', rows.all.length));
    }
    return rows;
  }

  const say = (phase: RosterProgress['phase'], rows: number) => progress({ phase, rows });

  return {
    async open(file, onProgress) {
      progress = onProgress;
      table = await openTable(file, file.name);
      return table.sheets;
    },

    async look(sheet, headerRow) {
      const sample = await sampleOf(sheet);
      looked = { sample, header: headerRow === null ? findHeader(sample) : headerAt(sample, headerRow) };
      return looked;
    },

    async propose(kind, remembered) {
      const { header, sample } = looked ?? missing('no sheet was looked at');
      if (!header) {
        const mapping: RosterMapping = { kind: kind ?? 'person', fields: {}, words: {}, defaultGrid: null };
        return { mapping, isRemembered: false, missing: [] };
      }
      const below = sample.filter(({ index }) => index > header.rowIndex);
      return suggestMapping(header, below, { kind, remembered, codes: personCodes });
    },

    async check(task, stationDesk) {
      const signal = begin();
      say('reading', 0);
      const { rules, mapping } = task;
      const read = rowReader(mapping, {
        today: rules.today,
        regionOf: rules.isPractice ? practiceRegionOf : regionOf,
        codes: personCodes,
        station: rules.homes,
        mayCreateBuildings: rules.mayCreateBuildings,
      });
      const rows = await loadRows(task, signal);
      const results: (RosterRow | null)[] = [];
      for (const { index, cells } of rows.all) {
        results.push(read({ index, cells }));
        if (results.length % BREATH_ROWS === 0) await breathe(signal, () => say('reading', results.length));
      }
      const station = createStationFacts(stationDesk);
      await station.fetch(
        results.flatMap((row) => row ?? []),
        signal,
        (count) => say('comparing', count),
      );
      // From here on nothing waits: what was checked before is whole until it is replaced as a whole.
      const together = createTogether(mapping);
      rows.all.forEach((row, n) => (row.row = results[n] ?? null));
      for (const { row } of rows.all) if (row) together.put(row);
      checked = { task, rows, read, together, station };
      together.judge();
      for (const row of rows.all) row.findings = allFindings(checked, row);
      rows.changed();
      say('ready', rows.all.length);
      return rows.summary();
    },

    abort: async () => running.abort(),
    rows: async (query) => current().rows.query(query),
    row: async (index) => current().rows.view(index),
    unknownWords: async () => current().rows.unknownWords(),

    async fix(index, column, text) {
      const { rows } = current();
      const row = rows.at(index);
      if (row) await mend(current(), [[row, column, text]]);
      return rows.summary();
    },

    async fixAll(code) {
      const { rows } = current();
      const mends = rows.all.flatMap((row) =>
        row.findings.flatMap((finding): readonly Mend[] =>
          finding.code === code && finding.suggestion !== null && finding.column !== null
            ? [[row, finding.column, finding.suggestion]]
            : [],
        ),
      );
      await mend(current(), mends);
      return rows.summary();
    },

    async decide(indexes, decision) {
      const { rows } = current();
      const chosen = indexes === 'all-duplicates' ? rows.all : indexes.flatMap((index) => rows.at(index) ?? []);
      for (const row of chosen) if (repeatsStation(row)) row.decided = decision;
      return rows.summary();
    },

    plan: async () => planOf(current()),
    planAll: (options, take) => planAll(current(), options, take, begin()),
  };

  /** Writes into cells, and judges anew whatever hangs on them. */
  async function mend(now: Checked, mends: readonly Mend[]): Promise<void> {
    const touched = new Set<DeskRow>();
    for (const [row, column, text] of mends) {
      const cells = [...row.cells];
      while (cells.length <= column) cells.push(null);
      cells[column] = text === '' ? null : text;
      row.cells = cells;
      row.mended = [...new Set([...row.mended, column])];
      touched.add(row);
    }
    for (const row of touched) row.row = now.read(row) ?? row.row;
    const read = [...touched].flatMap(({ row }) => row ?? []);
    await now.station.fetch(read, new AbortController().signal, () => undefined);
    for (const row of read) now.together.put(row);
    for (const index of now.together.judge()) {
      const row = now.rows.at(index);
      if (row) touched.add(row);
    }
    for (const row of touched) row.findings = allFindings(now, row);
    now.rows.changed();
  }
}

type Mend = readonly [row: DeskRow, column: number, text: string];

/** By itself, among the others, against the station, and against what the person may write. */
function allFindings({ task, together, station }: Checked, { index, row }: DeskRow): DeskRow['findings'] {
  if (!row) return [];
  const match = station.matchOf(row);
  return [
    ...row.findings,
    ...together.findingsOf(index),
    ...stationFindings(row, task.mapping, match),
    ...rightsFindings(row, task, match),
  ];
}

/** Lets messages in, an abort among them. */
async function breathe(signal: AbortSignal, before: () => void): Promise<void> {
  before();
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

function missing(what: string): never {
  throw new AppError('internal', what);
}
