import { beginPerson, isTouched, PERSON_FORM, readPersonDraft, type PersonDraft } from '#shared/domain/people/draft';
import { openKeptForm, type FormState, type OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import { openValues, type OpenedValues, type PersonWriting } from '../commands/writing';
import { draftOf, withProposals } from './draft-of';

export interface EntryState extends FormState<PersonDraft> {
  /** The draft was begun earlier and is gone on with. */
  readonly isResumed: boolean;
}

/** One person filling in one file’s form. What is typed is on the device’s disk within a moment. */
export interface EntrySession {
  /** The file as it is, opened; null for somebody new. */
  readonly values: OpenedValues | null;
  state(): EntryState;
  subscribe(listener: () => void): () => void;
  change(part: Partial<PersonDraft>): void;
  flush(): Promise<void>;
  /** Throws what was typed away and begins anew. */
  restart(): Promise<void>;
  /** The draft has become a file, or belongs to another: it is kept no longer. */
  end(): Promise<void>;
  /** Ends the session with everything typed on disk. */
  leave(): Promise<void>;
}

type SessionStation = PersonWriting & Pick<OpenStation, 'drafts'>;

/** Subject of the draft for somebody who has no file: there is one at a time. */
export const NEW_SUBJECT = 'new';

/** Takes up the draft over that file, or for somebody new, or begins one with `start` filled in. */
export async function openEntrySession(
  station: SessionStation,
  person: PersonRecord | null,
  start: Partial<PersonDraft>,
): Promise<EntrySession> {
  const subject = person?.uid ?? NEW_SUBJECT;
  const values = person && (await openValues(station, person));
  const fresh = (): PersonDraft => {
    const uids = { householdUid: station.newUid(), certificateUid: station.newUid() };
    const begun =
      person && values ? draftOf(person, values, uids) : beginPerson({ ...uids, personUid: station.newUid() });
    return { ...begun, ...start };
  };
  const kept = await keptDraft(station, subject, person);
  let startedAtMs = station.nowMs();
  let isOver = false;
  const form = openKeptForm<PersonDraft, never, EntryState>({
    drafts: station.drafts,
    form: PERSON_FORM,
    subject,
    startedAtMs: () => startedAtMs,
    first: {
      draft: kept?.draft ?? fresh(),
      saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
      isResumed: kept !== null,
    },
  });
  const end = () => {
    isOver = true;
    form.end();
  };
  return {
    values,
    state: form.state,
    subscribe: form.subscribe,
    change(part) {
      if (!isOver) form.put(part);
    },
    flush: form.flush,
    async restart() {
      await form.flush();
      await station.drafts.discard(PERSON_FORM.id, subject);
      startedAtMs = station.nowMs();
      form.set({ draft: fresh(), saving: { kind: 'untouched' }, isResumed: false });
    },
    async end() {
      end();
      await form.discard();
    },
    async leave() {
      end();
      await form.flush();
    },
  };
}

/** The draft that waits, unless it has become a file already: then only a crash kept it. */
async function keptDraft(
  { drafts, records }: SessionStation,
  subject: string,
  person: PersonRecord | null,
): Promise<{ readonly draft: PersonDraft; readonly savedAtMs: number } | null> {
  const row = await drafts.get(PERSON_FORM.id, subject);
  const draft = row ? readPersonDraft(row.value) : null;
  if (!row || !draft) return null;
  const isDone = person ? draft.personUid !== person.uid : !isTouched(draft);
  if (isDone || (!person && (await records.byUid('people', 'person', draft.personUid)))) {
    await drafts.discard(PERSON_FORM.id, subject);
    return null;
  }
  return { draft, savedAtMs: row.savedAtMs };
}

/**
 * Makes what was typed for somebody new a draft over a file that is there: the same person after all. Resolves when it is on disk.
 * Throws `device.*`.
 */
export async function proposeInto(station: SessionStation, person: PersonRecord, typed: PersonDraft): Promise<void> {
  const values = await openValues(station, person);
  const uids = { householdUid: typed.householdUid, certificateUid: typed.certificateUid };
  await station.drafts.save({
    form: PERSON_FORM.id,
    formVersion: PERSON_FORM.version,
    subject: person.uid,
    startedAtMs: station.nowMs(),
    value: withProposals(draftOf(person, values, uids), values, typed),
  });
}
