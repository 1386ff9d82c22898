import { useCallback, useMemo } from 'react';
import { z } from 'zod';
import { useObservable, useStation, type OpenStation } from '#renderer/data/index';

/**
 * What this person has read on this device: kept among the drafts, closed on the disk as they are, and never sent. Another device of
 * the same person begins with everything unread.
 */
const FORM = 'read-marks';
const FORM_VERSION = 1;
const SUBJECT = 'own';

/** The oldest marks go: what they stand for is long past by then. */
const KEPT = 500;

const marksSchema = z.array(z.string().max(200));

export interface ReadMarks {
  /** False while the marks are being read: nothing counts as unread by then. */
  readonly isKnown: boolean;
  readonly has: (mark: string) => boolean;
  /** Marks all of them as read; those that are already cost nothing. */
  readonly read: (marks: readonly string[]) => void;
}

/** The marks of the signed-in person on this device, kept current. */
export function useReadMarks(): ReadMarks {
  const station = useStation();
  const rows = useObservable(useMemo(() => station.drafts.all(), [station]));
  const value = rows?.find(({ id }) => id === `${FORM}~${SUBJECT}`)?.value;
  const marks = useMemo(() => new Set(readMarks(value)), [value]);
  const isKnown = rows !== undefined;
  const read = useCallback((added: readonly string[]) => void addMarks(station, added), [station]);
  return useMemo(() => ({ isKnown, has: (mark) => marks.has(mark), read }), [isKnown, marks, read]);
}

/** Two that come together must not lose one another. */
const writing = new WeakMap<OpenStation['drafts'], Promise<void>>();

async function addMarks({ drafts, nowMs }: OpenStation, added: readonly string[]): Promise<void> {
  const write = async () => {
    const known = readMarks((await drafts.get(FORM, SUBJECT))?.value);
    const fresh = added.filter((mark) => !known.includes(mark));
    if (fresh.length === 0) return;
    const value = [...known, ...fresh].slice(-KEPT);
    await drafts.save({ form: FORM, formVersion: FORM_VERSION, subject: SUBJECT, startedAtMs: nowMs(), value });
  };
  // A disk that is full leaves things unread, which is no more than a dot; what was written itself says that it is full.
  const next = (writing.get(drafts) ?? Promise.resolve()).then(write).catch(() => undefined);
  writing.set(drafts, next);
  await next;
}

function readMarks(value: unknown): readonly string[] {
  const parsed = marksSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}
