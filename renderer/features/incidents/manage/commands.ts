import type { OpenStation } from '#renderer/data/index';
import type { CategoryRecord, RuleRecord } from '../queries';
import { fieldsOf, type CategoryEntry } from './category-entry';
import { ruleMoves, ruleOrderAtEnd, type RuleEntry } from './rule-entry';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid'>;

/**
 * Saves a row of the table: a changed one where it was, a new one last in its major. Answers its uid. Throws `access.denied`, `device.*`.
 */
export async function saveCategory(
  { writer, session, newUid }: Writing,
  entry: CategoryEntry,
  known: CategoryRecord | null,
  all: readonly CategoryRecord[],
): Promise<string> {
  const fields = fieldsOf(entry);
  if (known) {
    await writer.edit(known._id, () => ({ ...fields }));
    return known.uid;
  }
  const uid = newUid();
  const own = all.filter(({ major }) => major.name === fields.major.name);
  const order = Math.max(-1, ...(own.length > 0 ? own : all).map((row) => row.order)) + 1;
  const rest = { limitsSeen: [], escalations: null, source: SOURCE, order };
  await writer.create({ type: 'category', scope: session.station.id, uid, fields: { ...fields, ...rest } });
  return uid;
}

/** Where a row comes from that was made on a screen. */
const SOURCE = 'station';

/** Saves a rule: a changed one where it was, a new one asked last. Answers its uid. Throws as `saveCategory`. */
export async function saveRule(
  { writer, session, newUid }: Writing,
  entry: RuleEntry,
  known: RuleRecord | null,
  all: readonly RuleRecord[],
): Promise<string> {
  const fields = { ...entry, name: entry.name.trim() };
  if (known) {
    await writer.edit(known._id, () => fields);
    return known.uid;
  }
  const uid = newUid();
  const order = ruleOrderAtEnd(all);
  await writer.create({ type: 'dispatch-rule', scope: session.station.id, uid, fields: { ...fields, order } });
  return uid;
}

/** Has a rule asked one place earlier (-1) or later (1). Throws as `saveCategory`. */
export async function moveRule(
  { writer }: Pick<Writing, 'writer'>,
  uid: string,
  all: readonly RuleRecord[],
  step: -1 | 1,
): Promise<void> {
  const moves = ruleMoves(all, uid, step);
  if (moves.length === 0) return;
  const idOf = new Map(all.map((rule) => [rule.uid, rule._id]));
  await writer.writeTogether(
    moves.map((move) => ({ kind: 'edit', id: idOf.get(move.uid) ?? '', change: () => ({ order: move.order }) })),
  );
}
