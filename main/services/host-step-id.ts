import { createHash } from 'node:crypto';
import type { Incident } from '#shared/schema/types/incident';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A uid that stands for some text: the same for the same text, and for no other. */
export function uidOfText(text: string): string {
  const bytes = createHash('sha256').update(text).digest();
  return `0${Array.from({ length: 25 }, (_, at) => ALPHABET.charAt((bytes[at] ?? 0) % 32)).join('')}`;
}

/** The id of the note with which the host says that it holds a report back. Whoever forges one holds a report back and does nothing else. */
export const heldStepId = (incidentUid: string): string => uidOfText(`${incidentUid} held`);

/** Whether the host held a report back for a person when it came. */
export const isHeldBack = ({ uid, steps }: Pick<Incident, 'uid' | 'steps'>): boolean =>
  steps.some(({ id }) => id === heldStepId(uid));
