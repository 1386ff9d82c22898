import type { QuietHours } from './active-time';
import type { WatchRule, WatchRuleId } from './watch';
import { ALL_KINDS, USUAL_WATCH, WATCH_LINES, WATCHED, type WatchLine, type WatchTable } from './watch-table';

/** A figure of a line that cannot be used; `shape` for a line that is none at all. */
export interface WatchProblem {
  readonly line: string;
  readonly field: 'shape' | 'kinds' | 'quiet' | 'afterMs' | 'thresholdLitres' | 'hours' | 'systolic' | 'diastolic';
}

/** A table that can be used, or what keeps it from being used. */
export type CheckedWatch =
  | { readonly ok: true; readonly table: WatchTable }
  | { readonly ok: false; readonly problems: readonly WatchProblem[] };

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

/** From the least to the most that a station may set. A second is for rehearsals with real devices. */
const WATCH_LIMITS = {
  afterMs: { min: SECOND_MS, max: 7 * DAY_MS },
  reportsEveryMs: { min: SECOND_MS, max: 30 * DAY_MS },
  thresholdLitres: { min: 0.1, max: 1000 },
  systolic: { min: 100, max: 280 },
  diastolic: { min: 60, max: 180 },
  minute: { min: 0, max: 1439 },
  quiet: 6,
} as const;

/** Figures that a person sets, by rule; the others go with the device. */
const FIGURES: Readonly<Record<WatchRuleId, readonly WatchProblem['field'][]>> = {
  'no-water': ['afterMs', 'thresholdLitres'],
  'night-door': ['hours'],
  smoke: [],
  leak: [],
  help: [],
  'blood-pressure': ['systolic', 'diastolic'],
  silent: ['afterMs'],
};

/**
 * Reads a table as somebody has edited it or as it lies in the record. Lines that it lacks are the usual ones; a line that this build does not
 * know is left out. What cannot be used is named, and nothing of the table is.
 */
export function checkWatchTable(content: unknown): CheckedWatch {
  const given = isRow(content) && Array.isArray(content['lines']) ? (content['lines'] as readonly unknown[]) : null;
  if (!given) return { ok: false, problems: [{ line: '', field: 'shape' }] };
  const problems: WatchProblem[] = [];
  const byId = new Map<string, WatchLine>();
  for (const row of given) {
    const id = isRow(row) ? row['id'] : undefined;
    if (typeof id !== 'string') problems.push({ line: '', field: 'shape' });
    else if ((WATCH_LINES as readonly string[]).includes(id) && isRow(row)) {
      const found = problemsOf(id, row);
      problems.push(...found);
      if (byId.has(id)) problems.push({ line: id, field: 'shape' });
      if (found.length === 0) byId.set(id, inWholeMs(row as unknown as WatchLine));
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, table: { lines: USUAL_WATCH.lines.map((usual) => byId.get(usual.id) ?? usual) } };
}

/** The table that counts: that of the record, or the usual one where there is none or where it cannot be used. */
export function readWatchTable(content: unknown): { readonly table: WatchTable; readonly isDamaged: boolean } {
  if (content === null || content === undefined) return { table: USUAL_WATCH, isDamaged: false };
  const checked = checkWatchTable(content);
  return checked.ok ? { table: checked.table, isDamaged: false } : { table: USUAL_WATCH, isDamaged: true };
}

function problemsOf(id: string, row: Row): readonly WatchProblem[] {
  const usual = USUAL_WATCH.lines.find((each) => each.id === id);
  const rule = row['rule'];
  if (!usual || !isRow(rule) || rule['id'] !== usual.rule.id || !isFrame(row)) return [{ line: id, field: 'shape' }];
  const { kinds, quiet } = row;
  const wrong: WatchProblem['field'][] = [];
  const isKinds = Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => ALL_KINDS.includes(kind));
  if (!isKinds) wrong.push('kinds');
  if (!Array.isArray(quiet) || quiet.length > WATCH_LIMITS.quiet || !quiet.every(isHours)) wrong.push('quiet');
  const isUsable = (field: WatchProblem['field']) =>
    field === 'hours' ? isHours(rule['hours']) : isWithin(rule[field], WATCH_LIMITS[field as 'afterMs']);
  wrong.push(...FIGURES[usual.rule.id].filter((field) => !isUsable(field)));
  if (usual.rule.id === 'no-water' && !isWithin(rule['reportsEveryMs'], WATCH_LIMITS.reportsEveryMs))
    wrong.push('shape');
  const isUpsideDown = rule['id'] === 'blood-pressure' && Number(rule['diastolic']) >= Number(rule['systolic']);
  if (isUpsideDown && !wrong.includes('diastolic')) wrong.push('diastolic');
  return wrong.map((field) => ({ line: id, field }));
}

/** Instants are whole milliseconds everywhere, so what they are made of is too. */
function inWholeMs(line: WatchLine): WatchLine {
  const { rule } = line;
  const spans = (['afterMs', 'reportsEveryMs'] as const).filter((field) => field in rule);
  const rounded = spans.map((field) => [field, Math.round(Number(rule[field as keyof WatchRule]))] as const);
  return spans.length === 0 ? line : { ...line, rule: { ...rule, ...Object.fromEntries(rounded) } as WatchRule };
}

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

const isFrame = ({ on, whom }: Row): boolean =>
  typeof on === 'boolean' && (WATCHED as readonly unknown[]).includes(whom);

const isWithin = (value: unknown, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;

/** Hours that begin when they end are none. */
function isHours(value: unknown): value is QuietHours {
  if (!isRow(value)) return false;
  const { from, to } = value;
  const isMinute = (minute: unknown) => Number.isInteger(minute) && isWithin(minute, WATCH_LIMITS.minute);
  return isMinute(from) && isMinute(to) && from !== to;
}

/** The table with one line changed. */
export const withLine = (table: WatchTable, changed: WatchLine): WatchTable => ({
  lines: table.lines.map((each) => (each.id === changed.id ? changed : each)),
});

/** The figures of a rule that a station may set. */
export const figuresToSet = ({ id }: Pick<WatchRule, 'id'>): readonly WatchProblem['field'][] => FIGURES[id];
