import { findRecordType } from '#shared/schema/registry';
import {
  calendarDateSchema,
  envelopeSchema,
  type Envelope,
  type Vector,
  type WireRecord,
} from '#shared/schema/envelope';
import { claimsMove, readStub } from '#shared/schema/moved';
import { person } from '#shared/schema/types/person';
import { parseDocumentId, type DatabaseIdentity } from '#shared/schema/ids';
import { LIMITS } from '#shared/ipc/station-api';
import type { ErrorCode } from '#shared/errors/app-error';
import { may, type Access } from '#shared/domain/access/access';
import { dateAtStation } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import { APPEND_ONLY } from '#shared/domain/access/table';
import { placeOf } from '#sync-server/access/hub-access';
import { hasSeen, stampMs } from '#shared/sync/stamp';
import { compareVectors } from '#shared/sync/vector';
import type { StepAuthors } from '../../department-port';
import type { HubLeaf, HubRefusal } from '../hub-port';
import { checkAlarm } from './alarm-checks';
import { checkDesk } from './desk-checks';
import { checkSteps } from './step-checks';

/** What a row is judged by, beside itself. */
export interface RowContext {
  readonly database: DatabaseIdentity;
  /** Whose row it is, and what that person may do at this moment. */
  readonly author: { readonly staff: string; readonly access: Access };
  /** Who may have taken the steps of incidents and alarms. */
  readonly steps: StepAuthors;
  /** The hub's clock, ms since the epoch. */
  readonly nowMs: number;
}

/** Everything that stands against a row of a device: its shape, its author's rights, and what is stored. Null: nothing does. */
export const judgeRow = (
  row: Readonly<Record<string, unknown>>,
  stored: HubLeaf | null,
  context: RowContext,
): HubRefusal | null =>
  checkRow(row, context) ??
  checkRight(row as unknown as Envelope, stored, context) ??
  checkChildhood(row, stored, context) ??
  checkAgainstStored(row, stored) ??
  checkSteps(row, stored?.body ?? null, context.steps) ??
  checkAlarm(row, stored?.body ?? null, context.author.staff, context.steps.alarms) ??
  checkDesk(row, stored?.body ?? null, context.steps);

/**
 * What stands against the outcome of a row that goes after its record into another grid: the author may do what he might have done
 * before it went, and no more.
 */
export function judgeFollowing(
  next: Readonly<Record<string, unknown>>,
  inPlace: Readonly<Record<string, unknown>> | null,
  context: RowContext,
): HubRefusal | null {
  const leaf = inPlace && { rev: '', deleted: false, body: inPlace };
  return (
    checkSize(next) ??
    checkChildhood(next, leaf, context) ??
    (leaf && checkHidden(next, leaf)) ??
    checkSteps(next, inPlace, context.steps) ??
    checkAlarm(next, inPlace, context.author.staff, context.steps.alarms)
  );
}

/**
 * Whether a signed-in device may write this row to this database, whatever is stored there: null, or why not. Reasons
 * name fields and codes, never values.
 */
export function checkRow(
  row: Readonly<Record<string, unknown>>,
  context: Omit<RowContext, 'author' | 'steps'>,
): HubRefusal | null {
  if (row['_deleted'] !== undefined) return refuse('row.deletion', 'records are not deleted by devices');
  if (claimsMove(row)) return refuse('row.malformed', 'movedTo: only the station sends records to another grid');
  return checkSize(row) ?? checkType(row, context.database) ?? checkCausality(row as unknown as Envelope, context);
}

/**
 * Whether the author may do this with records of the row's type: create what is not there, edit what is. What is only ever added
 * to is created by its author in person, and then stays; the same row may come again, which `checkAgainstStored` answers.
 */
function checkRight(row: Envelope, stored: HubLeaf | null, { database, author }: RowContext): HubRefusal | null {
  const place = placeOf(database);
  const isAppendOnly = APPEND_ONLY.has(row.type);
  const action = stored && !isAppendOnly ? 'edit' : 'create';
  if (!may(author.access, action, row.type, place)) return refuse('access.denied', `may not ${action} this type here`);
  if (!isAppendOnly) return null;
  if (row.created.by !== author.staff) return refuse('access.denied', 'created: by somebody else');
  const isKnown = stored !== null && isSeen(row.vv, vectorOf(stored));
  return stored && !isKnown ? refuse('row.append-only', 'records of this type are not changed') : null;
}

/**
 * Whoever may not read children's files makes no adult of a child by another birth date: what is written about it from then on would
 * lie open to him.
 */
function checkChildhood(
  row: Readonly<Record<string, unknown>>,
  stored: HubLeaf | null,
  { database, author, nowMs }: RowContext,
): HubRefusal | null {
  if (row['type'] !== person.type || !stored) return null;
  const today = dateAtStation(nowMs);
  const wasBorn = calendarDateSchema.safeParse(stored.body['birthDate']);
  if (!wasBorn.success || !isChild(wasBorn.data, today) || isChild(String(row['birthDate']), today)) return null;
  const { gridNumber } = placeOf(database);
  const isReader = author.access.keys.some(
    (held) => held.gridNumber === gridNumber && held.class === 'child' && held.as === 'class',
  );
  return isReader ? null : refuse('access.denied', 'birthDate: of a child');
}

/** Whether a row is small enough for anybody to write: null, or why not. */
export function checkSize(row: unknown): HubRefusal | null {
  if (Buffer.byteLength(JSON.stringify(row)) <= LIMITS.documentBytes) return null;
  return refuse('row.too-large', `a record has at most ${LIMITS.documentBytes} bytes`);
}

/**
 * Whether a row that passed `checkRow` may replace what is stored: null, or why not. It must be made from the winning leaf,
 * and its vector must have seen everything of it and more. `row.moved` says that the record lies in another grid now, where the row is
 * to follow it. Whose counters it moves on is not asked: after a restore,
 * devices bring back each other's writes, and those whose values were overwritten since show nowhere in the row.
 */
function checkAgainstStored(row: Readonly<Record<string, unknown>>, stored: HubLeaf | null): HubRefusal | null {
  const { _rev: rev } = row;
  const record = row as unknown as Envelope;
  const seen = stored ? vectorOf(stored) : {};
  if (!stored) return rev === undefined ? null : conflict('row.conflict', 'this revision is not known here');
  if (stored.deleted) return refuse('row.deletion', 'the record was erased');
  if (isSeen(record.vv, seen)) return conflict('row.stale-vector', 'the hub has this write already');
  if (readStub(stored.body)) return conflict('row.moved', 'the record lies in another grid');
  if (rev !== stored.rev) return conflict('row.conflict', 'the record was changed meanwhile');
  if (compareVectors(record.vv, seen) === 'concurrent')
    return conflict('row.conflict', 'the row has not seen what it would replace');
  return checkHidden(row, stored);
}

function checkHidden(row: Readonly<Record<string, unknown>>, stored: HubLeaf): HubRefusal | null {
  const hidden = DECIDING.find((field) => isHidden(field, row as unknown as Envelope, stored));
  return hidden === undefined ? null : refuse('row.malformed', `stamps.${hidden}: missing`);
}

/** What says under whose key a record's values belong, which the host itself goes by (`misplacedValues`). */
const DECIDING = ['birthDate', 'personUid'] as const;

/** Whether a row keeps quiet about such a field having been changed, by it or before it: every honest edit leaves a stamp for good. */
function isHidden(field: (typeof DECIDING)[number], row: Envelope, { body }: HubLeaf): boolean {
  if (row.stamps[field] !== undefined) return false;
  const before = envelopeSchema.shape.stamps.safeParse(body['stamps']).data ?? {};
  return before[field] !== undefined || body[field] !== (row as WireRecord)[field];
}

function checkType(row: Readonly<Record<string, unknown>>, database: DatabaseIdentity): HubRefusal | null {
  const { _id: id, type: typeName, schema: version } = row;
  const parsed = typeof id === 'string' ? parseDocumentId(id) : null;
  if (!parsed || parsed.type !== typeName) return refuse('row.malformed', '_id and type do not fit');
  const type = findRecordType(parsed.type);
  if (!type) return refuse('row.unknown-type', 'this hub does not know the type');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return refuse('row.malformed', 'schema');
  if (version > type.version) return refuse('row.newer-schema', `this hub knows version ${type.version}`);
  if (version < type.version - 1) return refuse('row.malformed', `version ${version} is no longer accepted`);
  if (type.database !== database.kind || parsed.scope !== database.scope) {
    return refuse('row.wrong-database', 'the record belongs to another database');
  }
  const { _rev, ...record } = row;
  const lift = version < type.version ? type.migrations[version] : undefined;
  // Every type's schema holds the frame; what a migration lifts is not what will be stored, so its frame is looked at too.
  const frame = lift ? envelopeSchema.safeParse(record) : null;
  const result = frame?.success === false ? frame : type.schema.safeParse(lift ? lift({ ...record }) : record);
  if (result.success) return null;
  const issue = result.error.issues[0];
  return refuse('row.malformed', `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'malformed'}`.slice(0, 200));
}

function checkCausality(row: Envelope, { nowMs }: Pick<RowContext, 'nowMs'>): HubRefusal | null {
  const stamps = stampsOf(row);
  const latest = Math.max(row.created.at, row.changed.at, ...stamps.map(stampMs));
  if (latest > nowMs + LIMITS.clockAheadMs) return refuse('row.clock', 'stamped ahead of the hub’s clock');
  if (stamps.every((stamp) => hasSeen(row.vv, stamp))) return null;
  return refuse('row.malformed', 'vv: has not seen a stamp of the row');
}

function stampsOf(row: Envelope): readonly string[] {
  const yields = row.yields.flatMap(({ stamp, settled }) => (settled === undefined ? [stamp] : [stamp, settled]));
  return [row.born, ...Object.values(row.stamps), ...yields];
}

/** Whether what is stored has seen everything the row has. */
const isSeen = (row: Vector, stored: Vector): boolean => ['equal', 'before'].includes(compareVectors(row, stored));

function vectorOf(stored: HubLeaf): Vector {
  const vector = envelopeSchema.shape.vv.safeParse(stored.body['vv']);
  return vector.success ? vector.data : {};
}

const refuse = (code: ErrorCode, reason: string): HubRefusal => ({ error: 'forbidden', reason, code });
const conflict = (code: ErrorCode, reason: string): HubRefusal => ({ error: 'conflict', reason, code });
