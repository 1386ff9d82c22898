import type { Incident, IncidentPlace, Suggestion, VoiceRef } from '../../schema/types/incident';
import type { PhotoRef } from '../../schema/photo-ref';

/** Whom to call back. */
export interface ReportContact {
  readonly name: string;
  readonly phone: string;
}

/** A report while it is being written, as typed. */
export interface ReportDraft {
  readonly categoryUid: string | null;
  readonly suggestion: Suggestion | null;
  readonly title: string;
  readonly text: string;
  readonly place: IncidentPlace | null;
  readonly address: string;
  readonly buildingUid: string | null;
  /** uid of the resident's file; null for nobody's or for somebody without one. */
  readonly onBehalfOf: string | null;
  readonly contact: ReportContact;
  readonly urgent: boolean;
  readonly photos: readonly PhotoRef[];
  readonly voice: VoiceRef | null;
}

export const EMPTY_REPORT: ReportDraft = {
  categoryUid: null,
  suggestion: null,
  title: '',
  text: '',
  place: null,
  address: '',
  buildingUid: null,
  onBehalfOf: null,
  contact: { name: '', phone: '' },
  urgent: false,
  photos: [],
  voice: null,
};

export type ReportProblem =
  'title-missing' | 'title-too-long' | 'text-too-long' | 'where-missing' | 'address-too-long' | 'contact-phone-missing';

/** Longest texts, as the record takes them (`INCIDENT_LIMITS`). */
export const REPORT_LENGTHS = { title: 60, text: 2000, address: 200 } as const;

/** What keeps a report from being sent; the category is not among it, who takes it on may say it. */
export function reportProblems(draft: ReportDraft): readonly ReportProblem[] {
  const title = draft.title.trim();
  const problems: ReportProblem[] = [];
  if (title === '') problems.push('title-missing');
  if ([...title].length > REPORT_LENGTHS.title) problems.push('title-too-long');
  if ([...draft.text.trim()].length > REPORT_LENGTHS.text) problems.push('text-too-long');
  if ([...draft.address.trim()].length > REPORT_LENGTHS.address) problems.push('address-too-long');
  if (draft.place === null && draft.address.trim() === '' && draft.buildingUid === null) problems.push('where-missing');
  if (draft.contact.name.trim() !== '' && draft.contact.phone.trim() === '') problems.push('contact-phone-missing');
  return problems;
}

type Open =
  | 'categoryUid'
  | 'suggestion'
  | 'title'
  | 'place'
  | 'address'
  | 'buildingUid'
  | 'onBehalfOf'
  | 'channel'
  | 'urgent'
  | 'reportedAtMs'
  | 'receipt'
  | 'photos'
  | 'voice'
  | 'steps';

/** A record's own fields, with what `sealFields` is to seal still in the open. */
export interface ReportFields extends Pick<Incident, Open> {
  readonly text: string | null;
  readonly contact: ReportContact | null;
}

/** The fields of the record that a complete draft makes; `text` and `contact` go through `sealFields` before they are written. */
export function reportFields(
  draft: ReportDraft,
  { reportedAtMs, channel }: Pick<Incident, 'reportedAtMs' | 'channel'>,
): ReportFields {
  const text = draft.text.trim();
  const phone = draft.contact.phone.trim();
  return {
    categoryUid: draft.categoryUid,
    suggestion: draft.suggestion,
    title: draft.title.trim(),
    text: text === '' ? null : text,
    place: draft.place,
    address: draft.address.trim(),
    buildingUid: draft.buildingUid,
    onBehalfOf: draft.onBehalfOf,
    contact: phone === '' ? null : { name: draft.contact.name.trim(), phone },
    channel,
    urgent: draft.urgent,
    reportedAtMs,
    receipt: null,
    photos: [...draft.photos],
    voice: draft.voice,
    steps: [],
  };
}
