import { dateAtStation } from '#shared/domain/calendar/date';
import type { QualityFinding, QualityFix } from '#shared/domain/quality/facts';
import type { RuleSetting } from '#shared/domain/quality/rules';
import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Finding, FindingDecision } from '#shared/schema/types/quality';
import type { Write } from '#shared/sync/local-writer';
import { scopeOf } from '../people/index';
import { currentOf } from './current-of';
import { isDenied, planFix, type FixPlan, type Mending } from './fix-plan';

export type FindingRecord = Finding & WireRecord;

/** A finding that one press can mend. */
export type Mendable = QualityFinding & { readonly fix: QualityFix };

export const isMendable = <F extends QualityFinding>(finding: F): finding is F & Mendable => finding.fix !== null;

/** Findings mended together: all of them or none. */
const CHUNK = 50;

/** Key of a finding, and of the decision about it. */
export const findingKey = ({ ruleId, subjectUid }: Pick<QualityFinding, 'ruleId' | 'subjectUid'>): string =>
  `${ruleId}.${subjectUid}`;

/** `_id` of the decision about a finding, whether there is one or not. */
export const decisionId = (finding: QualityFinding): string =>
  documentId('finding', scopeOf(finding.subjectId), findingKey(finding));

export interface MendOutcome {
  /** `_id`s of the decisions, for `undoDecisions`. */
  readonly decisionIds: readonly string[];
  /** Findings that no press could mend any more, or whose files this person may not write. */
  readonly skipped: number;
  /** Why it stopped before the end; null when it did not. What was mended until then is mended. */
  readonly error: unknown;
}

/**
 * Mends findings as their press says, 50 at a time, and writes down beside each what stood there before. `onDone` hears how many
 * are through. Never throws: what was mended can be put back.
 */
export async function mendFindings(
  station: Mending,
  findings: readonly Mendable[],
  onDone: (done: number) => void = () => undefined,
): Promise<MendOutcome> {
  const decisionIds: string[] = [];
  let skipped = 0;
  try {
    for (let at = 0; at < findings.length; at += CHUNK) {
      const plans: FixPlan[] = [];
      for (const finding of findings.slice(at, at + CHUNK)) {
        const plan = await planOrNull(station, finding);
        if (plan) plans.push(plan);
        else skipped += 1;
      }
      decisionIds.push(...(await writePlans(station, plans)));
      onDone(Math.min(at + CHUNK, findings.length));
    }
  } catch (error) {
    return { decisionIds, skipped, error };
  }
  return { decisionIds, skipped, error: null };
}

async function planOrNull(station: Mending, finding: Mendable): Promise<FixPlan | null> {
  try {
    const plan = await planFix(station, finding);
    return plan.ok ? plan.value : null;
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

async function writePlans(station: Mending, plans: readonly FixPlan[]): Promise<readonly string[]> {
  const writes: Write[] = [];
  const ids: string[] = [];
  for (const { finding, edits } of plans) {
    // Filled as the edits before it are made: a decision must not be written from a record that changed meanwhile.
    const before: Record<string, unknown> = {};
    for (const { id, fields } of edits) {
      writes.push({ kind: 'edit', id, change: (record) => remember(before, id, finding.subjectId, record, fields) });
    }
    writes.push(await decisionWrite(station, finding, 'fixed', { before, note: null }));
    ids.push(decisionId(finding));
  }
  if (writes.length > 0) await station.writer.writeTogether(writes);
  return ids;
}

interface ChangedRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function remember(
  before: Record<string, unknown>,
  id: string,
  subjectId: string,
  record: WireRecord,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const held = Object.fromEntries(Object.keys(fields).map((field) => [field, record[field] ?? null]));
  if (id === subjectId) Object.assign(before, held);
  else before['others'] = [...((before['others'] as readonly ChangedRecord[] | undefined) ?? []), { id, fields: held }];
  return fields;
}

/** The decision as a write: a new record, or the one that is there changed. */
async function decisionWrite(
  station: Mending,
  finding: QualityFinding,
  decision: FindingDecision,
  more: Pick<Finding, 'before' | 'note'>,
): Promise<Write> {
  const id = decisionId(finding);
  const { ruleId, subjectType, subjectUid, subjectId } = finding;
  const fields = { ruleId, subjectType, subjectUid, decision, atMs: station.nowMs() };
  const known = await currentOf(station.records.byId<FindingRecord>('people', id));
  if (known) return { kind: 'edit', id, change: () => ({ decision, atMs: fields.atMs, ...more }) };
  return {
    kind: 'create',
    creation: {
      type: 'finding',
      scope: scopeOf(subjectId),
      uid: station.newUid(),
      key: findingKey(finding),
      // Read when the record is made, after the edits.
      fields: { ...fields, ...more },
    },
  };
}

/** Leaves a finding as it is, with the reason, which is sealed. Answers with the `_id` of the decision. Throws `access.denied`, `device.*`. */
export async function acceptFinding(station: Mending, finding: QualityFinding, reason: string): Promise<string> {
  const id = decisionId(finding);
  const known = await currentOf(station.records.byId<FindingRecord>('people', id));
  const uid = known?.uid ?? station.newUid();
  const scope = scopeOf(finding.subjectId);
  const note = await station.sealer.seal(reason.trim(), { uid, field: 'note', scope, class: 'general' });
  const { ruleId, subjectType, subjectUid } = finding;
  const fields = { decision: 'accepted', before: {}, note, atMs: station.nowMs() } as const;
  if (known) await station.writer.edit(id, () => fields);
  else {
    await station.writer.create({
      type: 'finding',
      scope,
      uid,
      key: findingKey(finding),
      fields: { ruleId, subjectType, subjectUid, ...fields },
    });
  }
  return id;
}

export interface UndoOutcome {
  readonly undone: number;
  /** Decisions whose records somebody has changed since: those stay as they are. */
  readonly kept: number;
}

/** Takes decisions back: what was mended holds again what it held before, unless somebody has changed it since. */
export async function undoDecisions(station: Mending, ids: readonly string[]): Promise<UndoOutcome> {
  let undone = 0;
  for (const id of ids) {
    const decision = await currentOf(station.records.byId<FindingRecord>('people', id));
    if (!decision) continue;
    const changes = changedBy(decision);
    if (!(await areUntouched(station, decision, changes))) continue;
    await station.writer.writeTogether([
      ...changes.map(({ id: changedId, fields }): Write => ({ kind: 'edit', id: changedId, change: () => fields })),
      { kind: 'edit', id, change: () => ({ decision: 'undone', before: {}, atMs: station.nowMs() }) },
    ]);
    undone += 1;
  }
  return { undone, kept: ids.length - undone };
}

/** What a decision changed, with what it held before, by record. */
function changedBy({ _id, subjectType, subjectUid, before }: FindingRecord): readonly ChangedRecord[] {
  const { others = [], ...own } = before;
  const subject = documentId(subjectType, scopeOf(_id), subjectUid);
  return [
    ...(Object.keys(own).length > 0 ? [{ id: subject, fields: own }] : []),
    ...(others as readonly ChangedRecord[]),
  ];
}

/** A field was last written before the decision was: its stamp, which sorts by time, is not later. */
async function areUntouched(
  { records }: Mending,
  decision: FindingRecord,
  changes: readonly ChangedRecord[],
): Promise<boolean> {
  const decidedAt = decision.stamps['atMs'] ?? decision.born;
  for (const { id, fields } of changes) {
    const collection = id.startsWith('person~') ? 'people' : 'homes';
    const record = await currentOf(records.byId<WireRecord>(collection, id));
    if (!record) return false;
    if (Object.keys(fields).some((field) => (record.stamps[field] ?? record.born) > decidedAt)) return false;
  }
  return true;
}

/** Everything of a rule that a press can mend, in the grids named. */
export async function mendableOf(
  { register, nowMs }: Pick<Mending, 'register' | 'nowMs'>,
  ruleId: string,
  grids: readonly number[] | undefined,
): Promise<readonly Mendable[]> {
  const today = dateAtStation(nowMs());
  const found: Mendable[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await register.findings({ ruleIds: [ruleId], ...(grids && { grids }), offset, limit: PAGE, today });
    found.push(...page.rows.filter(isMendable));
    if (page.rows.length < PAGE) return found;
  }
}

const PAGE = 500;

/** How the station wants a rule. Throws `access.denied` for whoever may not say so, `device.*`. */
export async function saveRule(
  station: Pick<Mending, 'writer' | 'records' | 'session' | 'newUid'>,
  setting: RuleSetting,
): Promise<void> {
  const scope = station.session.station.id;
  const id = documentId('quality-rule', scope, setting.ruleId);
  const { isActive, severity, limits } = setting;
  if (Object.values(limits).some((limit) => !Number.isFinite(limit))) throw new AppError('row.malformed', 'no number');
  const known = await currentOf(station.records.byId<WireRecord>('reference', id));
  if (known) await station.writer.edit(id, () => ({ isActive, severity, limits }));
  else {
    await station.writer.create({
      type: 'quality-rule',
      scope,
      uid: station.newUid(),
      key: setting.ruleId,
      fields: { ...setting, note: null },
    });
  }
}
