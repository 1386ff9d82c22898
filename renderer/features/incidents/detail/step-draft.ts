import { z } from 'zod';
import { instantAtStation } from '../instants';
import { photoRefSchema } from '#shared/media/photo';
import { INCIDENT_LIMITS } from '#shared/schema/types/incident';
import { DISPATCH_MODES } from '#shared/schema/types/incident-dispatch';
import { REJECT_REASONS, type DispatchReason, type StepKind } from '#shared/schema/types/incident-step';
import { stepProblems, type StepContent, type StepProblem } from '#shared/domain/incidents/steps';

/** Under which a step that somebody writes is kept, with the incident's uid as its subject. */
export const STEP_FORM = { id: 'incident-step', version: 1 } as const;

/** Photos that one step may bring. */
export const STEP_PHOTO_LIMIT = 8;

/** Steps that somebody takes by a form of their own; the host takes the others. */
export type FormStep = Exclude<StepKind, 'escalate'>;

const stepDraftSchema = z.object({
  /** Minted when the form opens, so that taking the step twice makes one. */
  stepId: z.string().length(26),
  kind: z.string(),
  note: z.string(),
  photos: z.array(photoRefSchema).readonly(),
  categoryUid: z.string().nullable(),
  unitUid: z.string().nullable(),
  staffUid: z.string().nullable(),
  mode: z.enum(DISPATCH_MODES),
  copyUnitUids: z.array(z.string()).readonly(),
  reason: z.enum(REJECT_REASONS).nullable(),
  ofUid: z.string().nullable(),
  /** What residents are to read and see from here on; null leaves that as it is. */
  resident: z
    .object({ words: z.string(), photoIds: z.array(z.string()).readonly() })
    .readonly()
    .nullable()
    .default(null),
  /** Day and time as the field has them: `2026-11-24T18:00`, or ''. */
  until: z.string().max(16),
});

/** Everything that a step may be asked for; each kind takes what it needs. */
export type StepDraft = Readonly<z.infer<typeof stepDraftSchema>> & { readonly kind: FormStep };

/** The draft that was kept for a kind of step, or null for another's. */
export function readStepDraft(value: unknown, kind: FormStep): StepDraft | null {
  const parsed = stepDraftSchema.safeParse(value).data;
  return parsed?.kind === kind ? { ...parsed, kind } : null;
}

/** What a form of that step begins with. */
export const beginStep = (kind: FormStep, stepId: string, known: Partial<StepDraft> = {}): StepDraft => ({
  note: '',
  photos: [],
  categoryUid: null,
  unitUid: null,
  staffUid: null,
  mode: 'assigned',
  copyUnitUids: [],
  reason: null,
  ofUid: null,
  until: '',
  resident: null,
  ...known,
  stepId,
  kind,
});

/** Steps that show something. */
const TAKES_PHOTOS: ReadonlySet<StepKind> = new Set(['start', 'finish', 'verify', 'fail', 'note']);

export const takesPhotos = (kind: StepKind): boolean => TAKES_PHOTOS.has(kind);

/** What keeps a step from being taken. */
export type FormProblem =
  StepProblem | 'note-too-long' | 'told-too-long' | 'category-missing' | 'target-missing' | 'kind-of-reason-missing';

/** What is still missing or wrong; `about` as `stepProblems` takes it. */
export function formProblems(draft: StepDraft, about: Parameters<typeof stepProblems>[2]): readonly FormProblem[] {
  const { kind, note, photos, until, ofUid, categoryUid, unitUid, reason, resident } = draft;
  const found: readonly (FormProblem | false)[] = [
    kind === 'categorise' && categoryUid === null && 'category-missing',
    (kind === 'dispatch' || kind === 'transfer') && unitUid === null && 'target-missing',
    kind === 'reject' && reason === null && 'kind-of-reason-missing',
    [...note.trim()].length > INCIDENT_LIMITS.text && 'note-too-long',
    [...(resident?.words.trim() ?? '')].length > INCIDENT_LIMITS.told && 'told-too-long',
  ];
  const asked = { note, photos: photos.length, untilMs: instantAtStation(until), ofUid };
  return [...found.filter((each) => each !== false), ...stepProblems(kind, asked, about)];
}

/** The step that a draft without problems comes to; `because` is the rule that was followed, where one was. */
export function contentOf(draft: StepDraft, because: DispatchReason | null): StepContent {
  const { kind } = draft;
  switch (kind) {
    case 'accept':
      return { kind, categoryUid: draft.categoryUid };
    case 'categorise':
      return { kind, categoryUid: draft.categoryUid ?? '' };
    case 'reject':
      return { kind, reason: draft.reason ?? 'other' };
    case 'duplicate':
      return { kind, ofUid: draft.ofUid ?? '' };
    case 'dispatch':
      return { kind, to: targetOf(draft), copyUnitUids: [...draft.copyUnitUids], because };
    case 'transfer':
      return { kind, to: targetOf(draft) };
    case 'postpone':
      return { kind, untilMs: instantAtStation(draft.until) ?? 0 };
    default:
      return { kind };
  }
}

const targetOf = ({ unitUid, staffUid, mode }: StepDraft) => ({ unitUid: unitUid ?? '', staffUid, mode });
