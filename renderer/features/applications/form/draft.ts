import { z } from 'zod';
import { startOfDayMs, isCalendarDate } from '#shared/domain/calendar/date';
import { checkAcceptance, checklistOf, type CheckedMaterial } from '#shared/domain/applications/materials';
import { photoRefSchema } from '#shared/media/photo';
import { APPLICATION_LIMITS } from '#shared/schema/types/application';
import { MATERIAL_WAYS, type MaterialWay } from '#shared/schema/types/application-step';
import type { FormField, ItemVersion } from '#shared/schema/types/service-item';
import type { FirstStep, NewApplication } from '../commands';
import type { OfTicket } from '../places';

/** Under which applications that are being filled in are kept. */
export const APPLICATION_FORM = { id: 'application', version: 1 } as const;

/** The subject of a draft: the number in the queue, else the one that is begun without. */
export const draftSubject = (ticket: OfTicket | null): string =>
  ticket === null ? 'new' : `${ticket.day} ${ticket.number}`;

/** Scans that one material may have. */
export const SCAN_LIMIT = 12;

/** The picture of the signature of whom a form was filled in for, beside the scans of materials. */
export const SIGNATURE = 'signature';

/** What a clerk does with it at once: hand it in, accept it, or tell what is missing. */
export const OUTCOMES = ['accept', 'ask', 'submit'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const keptSchema = z.object({
  applicationUid: z.string().length(26),
  startedAtMs: z.number().int().nonnegative(),
  itemNumber: z.string().nullable(),
  versionId: z.string().nullable(),
  personUid: z.string().nullable(),
  applicant: z.object({ name: z.string(), phone: z.string(), citizenId: z.string() }),
  answers: z.record(z.string(), z.string()),
  ways: z.record(z.string(), z.enum(MATERIAL_WAYS)),
  /** Uids of scans by material. */
  scans: z.record(z.string(), z.array(z.string()).readonly()),
  photos: z.array(photoRefSchema).readonly(),
  /** Until which day what may follow is to come, by material; '' for what is not promised. */
  promised: z.record(z.string(), z.string()),
  outcome: z.enum(OUTCOMES),
  askUntil: z.string(),
  note: z.string(),
  isAssisted: z.boolean(),
  agreed: z.enum(['spoken', 'written']).nullable(),
  ticket: z.object({ number: z.string(), day: z.string() }).nullable(),
});

/** An application as it is being filled in; its uid is minted when the form opens, so that sending twice makes one. */
export type KeptApplication = Readonly<z.infer<typeof keptSchema>>;

/** The application that a draft holds; null for what is none. */
export const readDraft = (value: unknown): KeptApplication | null => keptSchema.safeParse(value).data ?? null;

/** An empty one. */
export const beginApplication = (
  known: Pick<KeptApplication, 'applicationUid' | 'startedAtMs' | 'personUid' | 'ticket'>,
): KeptApplication => ({
  ...known,
  itemNumber: null,
  versionId: null,
  applicant: { name: '', phone: '', citizenId: '' },
  answers: {},
  ways: {},
  scans: {},
  photos: [],
  promised: {},
  outcome: 'accept',
  askUntil: '',
  note: '',
  isAssisted: false,
  agreed: null,
});

/** What an application asks where its item has no form of its own. */
export const USUAL_FORM: readonly Pick<FormField, 'id' | 'fill'>[] = [
  { id: 'address', fill: 'address' },
  { id: 'reason', fill: null },
];

/** The list of materials as it stands in a draft. */
export function checklistOfDraft(draft: KeptApplication, version: ItemVersion): readonly CheckedMaterial[] {
  const ways = new Map(Object.entries(draft.ways).filter(([, way]) => way !== 'taken-back'));
  const promised = Object.entries(draft.promised).flatMap(([materialId, day]) => {
    const untilMs = endOfDay(day);
    return untilMs === null ? [] : [{ materialId, untilMs }];
  });
  return checklistOf(version.materials ?? [], ways, promised);
}

export type FormProblem =
  | 'item-missing'
  | 'applicant-missing'
  | 'applicant-too-long'
  | 'answer-too-long'
  | 'material-missing'
  | 'material-undecided'
  | 'promise-past'
  | 'ask-day'
  | 'ask-nothing'
  | 'agreement-missing'
  | 'signature-missing'
  | 'note-too-long';

/** What keeps the application from being handed in. */
export function formProblems(
  draft: KeptApplication,
  version: ItemVersion | null,
  nowMs: number,
): readonly FormProblem[] {
  const { applicant, personUid, answers, outcome, isAssisted, agreed } = draft;
  const list = version ? checklistOfDraft(draft, version) : [];
  const check = checkAcceptance(list);
  const limits = APPLICATION_LIMITS;
  const found: readonly (FormProblem | false)[] = [
    version === null && 'item-missing',
    personUid === null && applicant.name.trim() === '' && 'applicant-missing',
    personUid === null &&
      (applicant.name.trim().length > limits.name ||
        applicant.phone.trim().length > limits.phone ||
        applicant.citizenId.trim().length > limits.citizenId) &&
      'applicant-too-long',
    Object.values(answers).some((text) => [...text].length > limits.answer) && 'answer-too-long',
    outcome === 'accept' && check.undecided.length > 0 && 'material-undecided',
    outcome === 'accept' && check.missing.length > 0 && 'material-missing',
    outcome === 'accept' &&
      list.some(({ state, untilMs }) => state === 'promised' && (untilMs ?? 0) <= nowMs) &&
      'promise-past',
    outcome === 'ask' && (endOfDay(draft.askUntil) ?? 0) <= nowMs && 'ask-day',
    outcome === 'ask' && toAsk(list).length === 0 && 'ask-nothing',
    isAssisted && agreed === null && 'agreement-missing',
    isAssisted && agreed === 'written' && (draft.scans[SIGNATURE] ?? []).length === 0 && 'signature-missing',
    [...draft.note.trim()].length > limits.note && 'note-too-long',
  ];
  return found.filter((each) => each !== false);
}

/** What an applicant is told to bring: all that is missing, at once. */
export const toAsk = (list: readonly CheckedMaterial[]): readonly CheckedMaterial[] =>
  list.filter(({ state }) => state !== 'here' && state !== 'not-needed');

/** The last moment of a day at the station; null for no day. */
export const endOfDay = (day: string): number | null =>
  isCalendarDate(day) ? startOfDayMs(day) + 86_400_000 - 1 : null;

/** The application that a draft without problems comes to; `by` filled it in. */
export function applicationOf(draft: KeptApplication, version: ItemVersion, by: string, nowMs: number): NewApplication {
  const { isAssisted, agreed, scans, personUid, applicant } = draft;
  const list = checklistOfDraft(draft, version);
  const known = new Set((version.materials ?? []).map(({ id }) => id));
  const brought = Object.entries(draft.ways).filter(([id, way]) => known.has(id) && way !== 'taken-back');
  const material = ([materialId, way]: readonly [string, MaterialWay]): FirstStep => ({
    content: { kind: 'material', materialId, way },
    note: '',
    photoIds: scans[materialId] ?? [],
  });
  const last: readonly FirstStep[] =
    draft.outcome === 'submit' ? [] : [{ content: lastContent(draft, list), note: draft.note, photoIds: [] }];
  return {
    uid: draft.applicationUid,
    itemNumber: draft.itemNumber ?? '',
    versionId: version.id,
    personUid,
    applicant: personUid === null ? trimmed(applicant) : null,
    answers: draft.answers,
    assisted:
      isAssisted && agreed !== null
        ? { byUid: by, agreedAtMs: nowMs, how: agreed, signaturePhotoId: scans[SIGNATURE]?.[0] ?? null }
        : null,
    ticket: draft.ticket,
    startedAtMs: draft.startedAtMs,
    photos: draft.photos,
    steps: [
      { content: { kind: 'submit' }, note: draft.outcome === 'submit' ? draft.note : '', photoIds: [] },
      ...brought.map(material),
      ...last,
    ],
  };
}

function lastContent(draft: KeptApplication, list: readonly CheckedMaterial[]): FirstStep['content'] {
  if (draft.outcome === 'ask') {
    const materialIds = toAsk(list).map(({ material }) => material.id);
    return { kind: 'ask', materialIds, untilMs: endOfDay(draft.askUntil) ?? 0 };
  }
  const promised = list.flatMap(({ state, material, untilMs }) =>
    state === 'promised' && untilMs !== null ? [{ materialId: material.id, untilMs }] : [],
  );
  return { kind: 'accept', promised };
}

const trimmed = <T extends Readonly<Record<string, string>>>(texts: T): T =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()])) as unknown as T;
