import { z } from 'zod';
import { envelopeShape } from '../envelope';
import { defineRecordType } from '../record-type';

/** Questions of the visit form that notes are written to. */
export const VISIT_QUESTIONS = ['outcome', 'condition', 'safety', 'needs', 'next', 'other'] as const;
/** What a phrase is about: those, or what was found and done about an incident. */
export const PHRASE_QUESTIONS = [...VISIT_QUESTIONS, 'incident'] as const;
export type PhraseQuestion = (typeof PHRASE_QUESTIONS)[number];

/** Longest phrase, in characters. */
export const PHRASE_LIMIT = 120;

/** A sentence that somebody puts into the note of a visit or of a step with one press. It is open on every device: nothing about a resident belongs in it. */
export const phraseSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('phrase'),
  text: z.string().min(1).max(PHRASE_LIMIT),
  question: z.enum(PHRASE_QUESTIONS),
  /** Ascending among the phrases of the question. */
  order: z.number().int().min(0).max(1_000_000),
  /** Phrases that are put away are offered no more; notes that hold them keep them. */
  active: z.boolean(),
});
export type Phrase = Readonly<z.infer<typeof phraseSchema>>;

export const phrase = defineRecordType<Phrase>({
  type: 'phrase',
  title: { zh: '常用语', en: 'phrase' },
  collection: 'reference',
  database: 'commons',
  version: 2,
  schema: phraseSchema,
  fields: { text: 'open', question: 'open', order: 'open', active: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: `${record.question} ${String(record.order).padStart(7, '0')}`, owner: '' }),
  // Version 2 knows one question more.
  migrations: { 1: (old) => old },
});
