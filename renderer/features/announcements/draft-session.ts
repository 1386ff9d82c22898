import { z } from 'zod';
import { announcementProblems, type AnnouncementDraft } from '#shared/domain/announcements/announcements';
import { dateAtStation } from '#shared/domain/calendar/date';
import { ANNOUNCEMENT_LIMITS, IMPORTANCES } from '#shared/schema/types/announcement';
import { POSTS } from '#shared/schema/types/place';
import { openKeptForm, type FormState, type OpenStation } from '#renderer/data/index';
import { publish } from './commands';

const FORM = { id: 'announcement', version: 1 } as const;
/** One person writes one announcement at a time. */
const SUBJECT = 'new';

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

export interface WritingState extends FormState<AnnouncementDraft> {
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
  const form = openKeptForm<AnnouncementDraft, never, WritingState>({
    drafts: station.drafts,
    form: FORM,
    subject: SUBJECT,
    startedAtMs: () => startedAtMs,
    keptOf: (value) => ({ ...value, uid }),
    first: {
      draft,
      saving: row ? { kind: 'saved', savedAtMs: row.savedAtMs } : { kind: 'untouched' },
      isResumed: row !== null,
    },
  });
  return {
    state: form.state,
    subscribe: form.subscribe,
    change: form.put,
    flush: form.flush,
    async publish() {
      const written = form.state().draft;
      if (Object.keys(announcementProblems(written, today())).length > 0) return false;
      await publish(station, uid, written);
      await form.discard();
      return true;
    },
    discard: form.discard,
  };
}

/** The draft that waits, unless it was published already: then only a crash kept it. */
async function keptRow({
  drafts,
  records,
}: OpenStation): Promise<{ readonly kept: Kept; readonly savedAtMs: number } | null> {
  const row = await drafts.get(FORM.id, SUBJECT);
  const parsed = keptSchema.safeParse(row?.value);
  if (!row || !parsed.success) return null;
  if (await records.byUid('reference', 'announcement', parsed.data.uid)) {
    await drafts.discard(FORM.id, SUBJECT);
    return null;
  }
  return { kept: parsed.data, savedAtMs: row.savedAtMs };
}
