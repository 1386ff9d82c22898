import { z } from 'zod';
import { announcementProblems, type AnnouncementDraft } from '#shared/domain/announcements/announcements';
import { dateAtStation } from '#shared/domain/calendar/date';
import { ANNOUNCEMENT_LIMITS, IMPORTANCES } from '#shared/schema/types/announcement';
import { POSTS } from '#shared/schema/types/place';
import type { OpenStation } from '#renderer/data/index';
import { createDraftKeeper, type SaveState } from '../visits/index';
import { publish } from './commands';

const FORM = 'announcement';
const FORM_VERSION = 1;
/** One person writes one announcement at a time. */
const SUBJECT = 'new';
const SAVE_DELAY_MS = 250;

const keptSchema = z.object({
  uid: z.string().length(26),
  title: z.string().max(ANNOUNCEMENT_LIMITS.title),
  body: z.string().max(ANNOUNCEMENT_LIMITS.body),
  from: z.string().max(10),
  until: z.string().max(10),
  importance: z.enum(IMPORTANCES),
  audience: z.array(z.enum(POSTS)).readonly(),
  // A draft from before there was this.
  forResidents: z.boolean().default(false),
});
type Kept = Readonly<z.infer<typeof keptSchema>>;

export interface WritingState {
  readonly draft: AnnouncementDraft;
  readonly saving: SaveState;
  readonly isResumed: boolean;
}

/** One announcement being written; what is typed is on the device's disk within a moment. */
export interface WritingSession {
  state(): WritingState;
  subscribe(listener: () => void): () => void;
  change(part: Partial<AnnouncementDraft>): void;
  flush(): Promise<void>;
  /** Publishes and keeps the draft no longer; false when something is missing or wrong. Throws as `publish`. */
  publish(): Promise<boolean>;
  /** Throws what was typed away. */
  discard(): Promise<void>;
}

/** Takes up the announcement that was begun, or begins one. */
export async function openWriting(station: OpenStation): Promise<WritingSession> {
  const today = () => dateAtStation(station.nowMs());
  const row = await keptRow(station);
  const begun: Kept = row?.kept ?? {
    uid: station.newUid(),
    title: '',
    body: '',
    from: today(),
    until: '',
    importance: 'normal',
    audience: [],
    forResidents: false,
  };
  const { uid, ...draft } = begun;
  const startedAtMs = station.nowMs();
  let state: WritingState = {
    draft,
    saving: row ? { kind: 'saved', savedAtMs: row.savedAtMs } : { kind: 'untouched' },
    isResumed: row !== null,
  };
  const listeners = new Set<() => void>();
  const set = (change: Partial<WritingState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const keeper = createDraftKeeper<AnnouncementDraft>({
    delayMs: SAVE_DELAY_MS,
    onState: (saving) => set({ saving }),
    save: async (value) => {
      const kept = { form: FORM, formVersion: FORM_VERSION, subject: SUBJECT, startedAtMs, value: { ...value, uid } };
      return (await station.drafts.save(kept)).savedAtMs;
    },
  });
  const end = async () => {
    await keeper.stop();
    await station.drafts.discard(FORM, SUBJECT);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(part) {
      const next = { ...state.draft, ...part };
      set({ draft: next, saving: { kind: 'saving' } });
      keeper.change(next);
    },
    flush: () => keeper.flush(),
    async publish() {
      if (Object.keys(announcementProblems(state.draft, today())).length > 0) return false;
      await publish(station, uid, state.draft);
      await end();
      return true;
    },
    discard: end,
  };
}

/** The draft that waits, unless it was published already: then only a crash kept it. */
async function keptRow({
  drafts,
  records,
}: OpenStation): Promise<{ readonly kept: Kept; readonly savedAtMs: number } | null> {
  const row = await drafts.get(FORM, SUBJECT);
  const parsed = keptSchema.safeParse(row?.value);
  if (!row || !parsed.success) return null;
  if (await records.byUid('reference', 'announcement', parsed.data.uid)) {
    await drafts.discard(FORM, SUBJECT);
    return null;
  }
  return { kept: parsed.data, savedAtMs: row.savedAtMs };
}
