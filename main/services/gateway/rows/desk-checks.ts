import { FOLLOWS_WITHIN_MS, isOutOfReach } from '#shared/domain/applications/ratings';
import { isTakenBy } from '#shared/domain/applications/steps';
import type { ErrorCode } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { liftRecord } from '#shared/schema/migrate';
import { application, applicationSchema, type Application } from '#shared/schema/types/application';
import type { ApplicationRecordStep } from '#shared/schema/types/application-step';
import { rating, ratingSchema, type Rating } from '#shared/schema/types/rating';
import { canonicalJson } from '#shared/sync/canonical-json';
import type { StepAuthors } from '../../department-port';
import type { HubRefusal } from '../hub-port';

type Row = Readonly<Record<string, unknown>>;

/** With what an application began: nobody turns one into another's afterwards. */
const FIXED_APPLICATION = [
  'uid',
  'itemNumber',
  'versionId',
  'channel',
  'startedAtMs',
] as const satisfies readonly (keyof Application)[];

/** What somebody said of a service stays as it was said. */
const FIXED_RATING = [
  'uid',
  'service',
  'serviceUid',
  'satisfaction',
  'channel',
  'ratedAtMs',
  'rectifyByMs',
] as const satisfies readonly (keyof Rating)[];

/** What may follow the grade for a while; once it is there, it stays as it is. */
const FOLLOWS_RATING = ['comment', 'phone'] as const satisfies readonly (keyof Rating)[];

/** Who may close a rating without a call back. */
const CLOSES: ReadonlySet<string> = new Set(['manager', 'duty-lead']);

/**
 * What stands against a row about an application or a rating of the desk: what it began with is not changed, steps that are there stay as they are,
 * and a new one says truly whose it is. Steps of the station itself and of residents come by no device.
 */
export function checkDesk(row: Row, stored: Row | null, authors: StepAuthors): HubRefusal | null {
  if (row['type'] === application.type) {
    const next = applicationSchema.parse(row);
    const before = stored && (applicationSchema.safeParse(stored).data ?? null);
    return (
      checkFixed(next, before, FIXED_APPLICATION) ??
      checkSteps(next.steps, before?.steps ?? [], (step) => isHonest(step, authors))
    );
  }
  if (row['type'] !== rating.type) return null;
  const next = ratingSchema.parse(liftRecord(rating, row as unknown as WireRecord));
  const before = stored && (ratingSchema.safeParse(liftRecord(rating, stored as unknown as WireRecord)).data ?? null);
  const isTrue = (step: Rating['steps'][number]) => {
    const post = authors.postOf(step.written.by);
    if (step.kind !== 'unreachable') return post !== null;
    return post !== null && CLOSES.has(post) && step.note !== null && isOutOfReach(next);
  };
  return (
    checkFixed(next, before, FIXED_RATING) ??
    checkFollows(next, before) ??
    checkSteps(next.steps, before?.steps ?? [], isTrue)
  );
}

function isHonest({ post, kind, written }: ApplicationRecordStep, authors: StepAuthors): boolean {
  if (post === 'host' || post === 'resident') return false;
  const own = authors.postOf(written.by);
  // A step taken before somebody changed posts counts as long as the new post may take it too.
  return own !== null && (own === post || isTakenBy(own, kind));
}

function checkFollows(next: Rating, before: Rating | null): HubRefusal | null {
  if (!before) return null;
  const isInTime = next.changed.at <= before.ratedAtMs + FOLLOWS_WITHIN_MS;
  const rewritten = FOLLOWS_RATING.find(
    (field) => canonicalJson(next[field]) !== canonicalJson(before[field]) && (before[field] !== null || !isInTime),
  );
  return rewritten === undefined ? null : refuse('access.denied', `${rewritten}: not to be changed`);
}

function checkFixed<T extends object>(next: T, before: T | null, fields: readonly (keyof T & string)[]) {
  const changed = before && fields.find((field) => canonicalJson(next[field]) !== canonicalJson(before[field]));
  return changed ? refuse('access.denied', `${changed}: not to be changed`) : null;
}

interface AnyStep {
  readonly id: string;
  readonly note: unknown;
}

function checkSteps<S extends AnyStep>(
  steps: readonly S[],
  known: readonly S[],
  isTrue: (step: S) => boolean,
): HubRefusal | null {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const isKept = (step: S) => {
    const now = byId.get(step.id);
    return now !== undefined && canonicalJson({ ...now, note: null }) === canonicalJson({ ...step, note: null });
  };
  if (!known.every(isKept)) return refuse('row.malformed', 'steps: one that is there was changed');
  const knownIds = new Set(known.map(({ id }) => id));
  return steps.every((step) => knownIds.has(step.id) || isTrue(step))
    ? null
    : refuse('access.denied', 'steps: not of the post that they name');
}

const refuse = (code: ErrorCode, reason: string): HubRefusal => ({ error: 'forbidden', reason, code });
