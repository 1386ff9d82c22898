import { useMemo } from 'react';
import { inOrder } from '#shared/domain/phrases/note';
import type { WireRecord } from '#shared/schema/envelope';
import { PHRASE_QUESTIONS, type Phrase } from '#shared/schema/types/phrase';
import { useAll } from '#renderer/data/index';

export type PhraseRecord = Phrase & WireRecord;

/** Every phrase of the station, question by question in their order, those put away too; undefined while loading. */
export function usePhrases(): readonly PhraseRecord[] | undefined {
  const phrases = useAll<PhraseRecord>('reference', 'phrase');
  return useMemo(
    () =>
      phrases &&
      PHRASE_QUESTIONS.flatMap((question) => inOrder(phrases.filter((phrase) => phrase.question === question))),
    [phrases],
  );
}
