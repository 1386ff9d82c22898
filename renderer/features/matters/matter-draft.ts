import { z } from 'zod';
import { stepProblems, type StepProblem } from '#shared/domain/incidents/steps';
import {
  departmentPhotoSchema,
  MATTER_ACTS,
  takenPhotoSchema,
  type Matter,
  type MatterAct,
} from '#shared/ipc/matters-api';
import type { Category } from '#shared/schema/types/incident-category';

/** Under which a step of a department is kept while it is written, with the incident's uid as its subject. */
export const MATTER_FORM = { id: 'matter-step', version: 1 } as const;
/** Under which its pictures are kept, each by its own id. */
export const MATTER_PHOTO_FORM = { id: 'matter-photo', version: 1 } as const;

export const MOST_NOTE = 1900;

const draftSchema = z.object({
  stepId: z.string().length(26),
  act: z.enum(MATTER_ACTS),
  note: z.string(),
  /** `2026-11-24T18:00`, or ''. */
  until: z.string().max(16),
  /** Ids of the pictures, and what the host answered for those that it has. */
  photos: z.array(z.object({ id: z.string().length(26), ref: takenPhotoSchema.nullable() })).readonly(),
});
export type MatterDraft = Readonly<z.infer<typeof draftSchema>>;

/** The draft that was kept, or null for none that can be read. */
export const readMatterDraft = (value: unknown): MatterDraft | null => draftSchema.safeParse(value).data ?? null;

/** The picture that was kept, or null. */
export const readDraftPhoto = (value: unknown) => departmentPhotoSchema.safeParse(value).data ?? null;

export const beginMatterDraft = (act: MatterAct, stepId: string): MatterDraft => ({
  stepId,
  act,
  note: '',
  until: '',
  photos: [],
});

/** The incident's uid in its `_id`. */
export const uidOfMatter = (id: string): string => id.split('~')[2] ?? '';

export type MatterProblem = StepProblem | 'note-too-long';

/** What is still missing of a step, by the same rules as for everybody. */
export function matterProblems(
  draft: MatterDraft,
  matter: Pick<Matter, 'id' | 'photoNeeded' | 'dueAtMs'>,
  untilMs: number | null,
  nowMs: number,
): readonly MatterProblem[] {
  const kind = draft.act === 'ask-time' ? 'postpone' : draft.act;
  const category: Pick<Category, 'photoNeeded'> = matter;
  const about = { uid: uidOfMatter(matter.id), category, dueAtMs: matter.dueAtMs, nowMs };
  const problems = stepProblems(kind, { note: draft.note, photos: draft.photos.length, untilMs }, about);
  return [...(draft.note.trim().length > MOST_NOTE ? (['note-too-long'] as const) : []), ...problems];
}

/** Whether such a step shows something. */
export const takesPictures = (act: MatterAct): boolean => act === 'start' || act === 'finish' || act === 'note';
