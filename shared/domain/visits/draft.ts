import type { OpenedPerson } from '../../schema/opened-person';
import type { PhotoRef } from '../../schema/photo-ref';
import type { Visit } from '../../schema/types/visit';
import {
  CONDITIONS,
  NEEDS,
  SAFETY_POINTS,
  type Condition,
  type Need,
  type SafetyPoint,
  type VisitKind,
  type VisitOutcome,
} from './questions';
import { readSignature, type Signature } from './signature';

/** When the worker means to come again. */
export type NextVisit =
  | { readonly kind: 'open' }
  | { readonly kind: 'in-days'; readonly days: number }
  | { readonly kind: 'on'; readonly date: string };

/** A visit being written down. Numbers stay as typed until the visit is completed. */
export interface VisitDraft {
  /** uid of the visit to be: minted at the start, so that completing twice can never make two visits. */
  readonly visitUid: string;
  readonly personUid: string;
  readonly householdUid: string | null;
  readonly dwellingUid: string | null;
  readonly startedAtMs: number;
  /** Where the device stood when the visit began; null when it could not tell. Never edited. */
  readonly place: Visit['place'];
  readonly kind: VisitKind;
  readonly outcome: VisitOutcome | null;
  readonly condition: Condition | null;
  readonly systolic: string;
  readonly diastolic: string;
  readonly safety: Readonly<Partial<Record<SafetyPoint, boolean>>>;
  readonly needs: readonly Need[];
  readonly note: string;
  readonly next: NextVisit;
  /** The name of whoever was visited, in their own hand; null where nobody wrote one. */
  readonly signature: Signature | null;
  /** Pictures that lie on this device already; they go out once the visit is saved. */
  readonly photos: readonly PhotoRef[];
}

/** A fresh draft of a visit to that person. */
export function beginVisit(
  person: Pick<OpenedPerson, 'uid' | 'householdUid' | 'dwellingUid'>,
  start: { readonly visitUid: string; readonly nowMs: number },
): VisitDraft {
  return {
    visitUid: start.visitUid,
    personUid: person.uid,
    householdUid: person.householdUid,
    dwellingUid: person.dwellingUid,
    startedAtMs: start.nowMs,
    place: null,
    kind: 'home',
    outcome: null,
    condition: null,
    systolic: '',
    diastolic: '',
    safety: {},
    needs: [],
    note: '',
    next: { kind: 'open' },
    signature: null,
    photos: [],
  };
}

/**
 * A draft as it was kept, or null when it is none of this person's. Answers that this build does not know are left out
 * one by one: a draft from another version gives what it can.
 */
export function readDraft(value: unknown, personUid: string): VisitDraft | null {
  if (!isObject(value)) return null;
  const { visitUid, startedAtMs } = value;
  if (typeof visitUid !== 'string' || typeof startedAtMs !== 'number' || value['personUid'] !== personUid) return null;
  const needs: readonly unknown[] = Array.isArray(value['needs']) ? value['needs'] : [];
  return {
    visitUid,
    personUid,
    householdUid: textOr(value['householdUid'], null),
    dwellingUid: textOr(value['dwellingUid'], null),
    startedAtMs,
    place: readPlace(value['place']),
    kind: oneOf(['home', 'phone', 'chance'] as const, value['kind']) ?? 'home',
    outcome: oneOf(['met', 'absent', 'refused'] as const, value['outcome']),
    condition: oneOf(CONDITIONS, value['condition']),
    systolic: textOr(value['systolic'], ''),
    diastolic: textOr(value['diastolic'], ''),
    safety: readSafety(value['safety']),
    needs: NEEDS.filter((need) => needs.includes(need)),
    note: textOr(value['note'], ''),
    next: readNext(value['next']),
    signature: readSignature(value['signature']),
    photos: Array.isArray(value['photos']) ? value['photos'].filter(isPhotoRef) : [],
  };
}

function readPlace(value: unknown): Visit['place'] {
  if (!isObject(value)) return null;
  const { lat, lng, accuracyMeters } = value;
  if (typeof lat !== 'number' || typeof lng !== 'number' || typeof accuracyMeters !== 'number') return null;
  return { lat, lng, accuracyMeters };
}

function readSafety(value: unknown): VisitDraft['safety'] {
  if (!isObject(value)) return {};
  const known = SAFETY_POINTS.flatMap((point): [SafetyPoint, boolean][] => {
    const found = value[point];
    return typeof found === 'boolean' ? [[point, found]] : [];
  });
  return Object.fromEntries(known);
}

function readNext(value: unknown): NextVisit {
  if (isObject(value)) {
    if (value['kind'] === 'in-days' && typeof value['days'] === 'number')
      return { kind: 'in-days', days: value['days'] };
    if (value['kind'] === 'on' && typeof value['date'] === 'string') return { kind: 'on', date: value['date'] };
  }
  return { kind: 'open' };
}

/** Whether it is what `MediaStore.add` gave; a draft is written by nobody but this product, so that its shape is enough. */
export function isPhotoRef(value: unknown): value is PhotoRef {
  if (!isObject(value)) return false;
  const { id, media, kind, mime, width, height, bytes, addedAtMs } = value;
  return (
    [id, media, kind, mime].every((each) => typeof each === 'string') &&
    [width, height, bytes, addedAtMs].every((each) => typeof each === 'number')
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOr = <T>(value: unknown, otherwise: T): string | T => (typeof value === 'string' ? value : otherwise);

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | null =>
  known.find((each) => each === value) ?? null;
