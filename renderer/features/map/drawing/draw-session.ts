import { z } from 'zod';
import {
  areaTextSchema,
  readArea,
  writeArea,
  type AreaText,
  type MultiPolygon,
  type Position,
} from '#shared/schema/area';
import { createDraftKeeper, type OpenStation, type SaveState } from '#renderer/data/index';
import { saveBoundaries } from '../commands';
import type { GridRecord } from '../queries';

const FORM = 'grid-boundary';
const FORM_VERSION = 1;
const SAVE_DELAY_MS = 250;

/** What is being drawn: a line that is not closed yet, or a shape whose corners are moved. */
export type Work =
  | { readonly kind: 'line'; readonly positions: readonly Position[] }
  | { readonly kind: 'shape'; readonly shape: MultiPolygon };

const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly();
const keptSchema = z.object({
  /** The boundary that stood in the record when the drawing began. */
  base: areaTextSchema.nullable(),
  line: z.array(positionSchema).nullable(),
  shape: areaTextSchema.nullable(),
});
type Kept = Readonly<z.infer<typeof keptSchema>>;

export interface DrawState {
  readonly work: Work;
  /** Goes up when the work is replaced by something that the tool on the map does not know of. */
  readonly round: number;
  /** The boundary that stood in the record when the drawing began. */
  readonly base: AreaText | null;
  readonly saving: SaveState;
  readonly isResumed: boolean;
}

/** The boundary of one grid being drawn; every step is on the device's disk within a moment. */
export interface DrawSession {
  state(): DrawState;
  subscribe(listener: () => void): () => void;
  change(work: Work): void;
  /** Goes on with other work than the tool on the map has. */
  restart(work: Work): void;
  flush(): Promise<void>;
  /** Writes the shape into the record and keeps the draft no longer. Throws as `saveBoundaries`. */
  save(): Promise<void>;
  /** Throws the draft away. */
  discard(): Promise<void>;
}

/** What a grid's drawing begins with: its boundary, or nothing. */
export const workFrom = (boundary: AreaText | null): Work => {
  const shape = boundary === null ? null : readArea(boundary);
  return shape ? { kind: 'shape', shape } : { kind: 'line', positions: [] };
};

/** Takes up the drawing that was begun, or begins with what stands in the record. */
export async function openDrawing(station: OpenStation, record: GridRecord): Promise<DrawSession> {
  const kept = await keptDrawing(station, record.uid);
  const startedAtMs = station.nowMs();
  let state: DrawState = {
    work: kept?.work ?? workFrom(record.boundary),
    round: 0,
    base: kept ? kept.base : record.boundary,
    saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
    isResumed: kept !== null,
  };
  const listeners = new Set<() => void>();
  const set = (change: Partial<DrawState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const keeper = createDraftKeeper<Work>({
    delayMs: SAVE_DELAY_MS,
    onState: (saving) => set({ saving }),
    save: async (work) => {
      const draft = { form: FORM, formVersion: FORM_VERSION, subject: record.uid, startedAtMs };
      return (await station.drafts.save({ ...draft, value: keptOf(work, state.base) })).savedAtMs;
    },
  });
  const end = async () => {
    await keeper.stop();
    await station.drafts.discard(FORM, record.uid);
  };
  const change = (work: Work) => {
    set({ work, saving: { kind: 'saving' } });
    keeper.change(work);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    restart(work) {
      set({ round: state.round + 1 });
      change(work);
    },
    flush: () => keeper.flush(),
    async save() {
      if (state.work.kind !== 'shape') throw new Error('a line is no boundary');
      await saveBoundaries(station, [{ id: record._id, boundary: state.work.shape }]);
      await end();
    },
    discard: end,
  };
}

const keptOf = (work: Work, base: AreaText | null): Kept => ({
  base,
  line: work.kind === 'line' ? [...work.positions] : null,
  shape: work.kind === 'shape' ? writeArea(work.shape) : null,
});

async function keptDrawing(
  { drafts }: OpenStation,
  uid: string,
): Promise<{ readonly work: Work; readonly base: AreaText | null; readonly savedAtMs: number } | null> {
  const row = await drafts.get(FORM, uid);
  const parsed = keptSchema.safeParse(row?.value);
  if (!row || !parsed.success) return null;
  const { line, shape, base } = parsed.data;
  const area = shape === null ? null : readArea(shape);
  const work: Work | null = area ? { kind: 'shape', shape: area } : line ? { kind: 'line', positions: line } : null;
  return work && { work, base, savedAtMs: row.savedAtMs };
}
