import { movedBy, orderAtEnd } from '#shared/domain/phrases/note';
import type { Phrase } from '#shared/schema/types/phrase';
import type { OpenStation } from '#renderer/data/index';
import type { PhraseRecord } from './queries';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid'>;

/** A phrase as the form has it. */
export type PhraseEntry = Pick<Phrase, 'text' | 'question'>;

/**
 * Saves a phrase: a new one last among those of its question, a changed one where it was, or last where it went to another question.
 * Answers its uid. Throws as the local writer does.
 */
export async function savePhrase(
  { writer, session, newUid }: Writing,
  { text, question }: PhraseEntry,
  known: PhraseRecord | null,
  all: readonly PhraseRecord[],
): Promise<string> {
  const order = orderAtEnd(all.filter((phrase) => phrase.question === question));
  if (known) {
    const moves = known.question !== question;
    await writer.edit(known._id, () => ({ text, ...(moves && { question, order }) }));
    return known.uid;
  }
  const uid = newUid();
  const fields = { text, question, order, active: true };
  await writer.create({ type: 'phrase', scope: session.station.id, uid, fields });
  return uid;
}

/** Moves a phrase one place up (-1) or down (1) among those of its question that are offered. */
export async function movePhrase(
  { writer }: Pick<Writing, 'writer'>,
  phrase: PhraseRecord,
  all: readonly PhraseRecord[],
  step: -1 | 1,
): Promise<void> {
  const others = all.filter(({ question, active }) => question === phrase.question && active);
  const moves = movedBy(others, phrase.uid, step);
  if (moves.length === 0) return;
  const idOf = new Map(others.map(({ uid, _id }) => [uid, _id]));
  await writer.writeTogether(
    moves.map(({ uid, order }) => ({ kind: 'edit', id: idOf.get(uid) ?? '', change: () => ({ order }) })),
  );
}

/** Puts a phrase away, so that it is offered no more, or takes it out again. */
export async function setPhraseActive(
  { writer }: Pick<Writing, 'writer'>,
  { _id }: Pick<PhraseRecord, '_id'>,
  active: boolean,
): Promise<void> {
  await writer.edit(_id, () => ({ active }));
}
