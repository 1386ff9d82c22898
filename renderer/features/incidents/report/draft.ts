import { z } from 'zod';
import { EMPTY_REPORT, reportProblems, type ReportDraft, type ReportProblem } from '#shared/domain/incidents/report';
import { photoRefSchema, type PhotoRef } from '#shared/media/photo';
import {
  INCIDENT_LIMITS,
  incidentPlaceSchema,
  suggestionSchema,
  voiceRefSchema,
  type VoiceRef,
} from '#shared/schema/types/incident';

/** Under which the report that somebody writes is kept; one at a time on a device. */
export const REPORT_FORM = { id: 'incident-report', version: 1, subject: 'new' } as const;

/** As many photos as anybody looks at. */
export const REPORT_PHOTO_LIMIT = 12;

const keptSchema = z.object({
  incidentUid: z.string().length(26),
  startedAtMs: z.number().int().nonnegative(),
  grid: z.number().int().positive().nullable(),
  categoryUid: z.string().nullable(),
  suggestion: suggestionSchema.nullable(),
  title: z.string(),
  text: z.string(),
  place: incidentPlaceSchema.nullable(),
  address: z.string(),
  buildingUid: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }),
  urgent: z.boolean(),
  photos: z.array(photoRefSchema).readonly(),
  voice: voiceRefSchema.nullable(),
}) satisfies z.ZodType<ReportDraft>;

/** A report as it is being written; its uid is minted when the form opens, so that sending twice makes one. */
export interface KeptReport extends ReportDraft {
  readonly incidentUid: string;
  readonly startedAtMs: number;
  /** Where the record will lie; null while nobody has said. */
  readonly grid: number | null;
}

/** An empty report. */
export const beginReport = (
  known: Pick<KeptReport, 'incidentUid' | 'startedAtMs' | 'grid' | 'onBehalfOf'>,
): KeptReport => ({
  ...EMPTY_REPORT,
  ...known,
});

/** The report that a draft holds; null for what is none. */
export function readReport(value: unknown): KeptReport | null {
  return keptSchema.safeParse(value).data ?? null;
}

/** Photos and spoken note of a draft. All are sealed for its grid, which therefore stays once there is one. */
export const sealedOf = ({ photos, voice }: Pick<KeptReport, 'photos' | 'voice'>): readonly (PhotoRef | VoiceRef)[] =>
  voice === null ? photos : [...photos, voice];

export type FormProblem = ReportProblem | 'grid-missing';

/** Questions of the form that can be answered wrongly, and what can be wrong with each. */
export const PROBLEMS_OF = {
  category: ['title-missing'],
  place: ['where-missing', 'address-too-long'],
  grid: ['grid-missing'],
  title: ['title-too-long'],
  text: ['text-too-long'],
  contact: ['contact-phone-missing'],
} as const satisfies Readonly<Record<string, readonly FormProblem[]>>;
export type AskedField = keyof typeof PROBLEMS_OF;

/** What is still missing or wrong. A photo is never asked for: it must not hold the record back. */
export function formProblems(draft: KeptReport, categoryName: string | null): readonly FormProblem[] {
  const problems = reportProblems({ ...draft, title: titleOf(draft, categoryName) });
  return draft.grid === null ? [...problems, 'grid-missing'] : problems;
}

/**
 * What lists call it: the sentence that was written, else place and category, `8幢：消防通道堵塞`. Everybody who may read the grid sees
 * it, so it is never made of the sealed text. '' where there is neither.
 */
export function titleOf({ title, address }: Pick<KeptReport, 'title' | 'address'>, category: string | null): string {
  const own = title.trim();
  if (own !== '' || category === null) return own;
  const where = address.trim();
  const made = where === '' ? category : `${where}${SEPARATOR}${category}`;
  return [...made].slice(-INCIDENT_LIMITS.title).join('');
}

/** Between place and matter; a sign, the same in both languages. */
const SEPARATOR = '：';
