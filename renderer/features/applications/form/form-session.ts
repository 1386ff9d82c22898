import type { PhotoRef } from '#shared/media/photo';
import type { ItemVersion } from '#shared/schema/types/service-item';
import {
  createPhotoPreparer,
  openKeptForm,
  type Attempt,
  type FormState as CommonState,
  type PhotoPreparer,
} from '#renderer/data/index';
import { createPhotoAdding, type PhotoAdding } from '../../media/index';
import { createApplication, deskScope, type DeskWriting } from '../commands';
import type { OfTicket } from '../places';
import {
  APPLICATION_FORM,
  applicationOf,
  beginApplication,
  draftSubject,
  formProblems,
  readDraft,
  SCAN_LIMIT,
  type FormProblem,
  type KeptApplication,
} from './draft';

export interface FormState extends CommonState<KeptApplication, FormProblem> {
  readonly isResumed: boolean;
  readonly problems: readonly FormProblem[];
  readonly sending: Attempt;
}

/** Somebody filling in one application. */
export interface FormSession {
  state(): FormState;
  subscribe(listener: () => void): () => void;
  /** Changes answers; they are on disk within a moment. */
  answer(change: Partial<KeptApplication>): void;
  flush(): Promise<void>;
  /** Scans of one material, or of the signature. */
  scansOf(part: string): PhotoAdding;
  removeScan(part: string, photo: PhotoRef): Promise<void>;
  /** `_id` of the application once it is on this device; null when the state says what is missing or went wrong. */
  send(): Promise<string | null>;
  /** Throws away what was written, scans too. */
  discard(): Promise<void>;
  /** Ends the session with every answer saved. */
  leave(): Promise<void>;
}

interface FormStart {
  readonly ticket: OfTicket | null;
  readonly itemNumber: string | null;
  /** uid of the resident it is for. */
  readonly personUid: string | null;
  /** The version of an item: the one that was begun with, or the current one for null. */
  readonly versionOf: (itemNumber: string, versionId: string | null) => ItemVersion | null;
  readonly preparer?: PhotoPreparer;
}

/** Takes up the application that was begun for the ticket (or without one), or begins one. Nothing is kept until something is answered. */
export async function openFormSession(station: DeskWriting, start: FormStart): Promise<FormSession> {
  const { ticket, itemNumber, personUid, versionOf, preparer = createPhotoPreparer() } = start;
  const subject = draftSubject(ticket);
  const row = await station.drafts.get(APPLICATION_FORM.id, subject);
  const kept = row && readDraft(row.value);
  const begun = { applicationUid: station.newUid(), startedAtMs: station.nowMs(), personUid, ticket };
  const first = itemNumber === null ? null : versionOf(itemNumber, null);
  const draft = kept ?? { ...beginApplication(begun), ...(first && { itemNumber, versionId: first.id }) };
  const versionIn = (of: KeptApplication) => (of.itemNumber === null ? null : versionOf(of.itemNumber, of.versionId));
  const problemsOf = (of: KeptApplication) => formProblems(of, versionIn(of), station.nowMs());
  const form = openKeptForm<KeptApplication, FormProblem, FormState>({
    drafts: station.drafts,
    form: APPLICATION_FORM,
    subject,
    startedAtMs: (value) => value.startedAtMs,
    problemsOf,
    first: {
      draft,
      isResumed: Boolean(kept),
      saving: kept && row ? { kind: 'saved', savedAtMs: row.savedAtMs } : { kind: 'untouched' },
      problems: [],
      sending: { kind: 'no' },
    },
  });
  const { state, set, put, putNow } = form;

  const addings = new Map<string, PhotoAdding>();
  const scansOf = (part: string): PhotoAdding => {
    const known = addings.get(part);
    if (known) return known;
    const made = createPhotoAdding({
      preparer,
      async keep(photo) {
        // The draft comes first: a picture of no draft goes out at the next opening.
        await putNow({});
        const ref = await station.media.add(photo, {
          scope: deskScope(station),
          class: 'general',
          priority: 'ordinary',
          draft: { form: APPLICATION_FORM.id, subject },
        });
        const { photos, scans, ways } = state().draft;
        const ids = [...(scans[part] ?? []), ref.id];
        const isNew = part in ways || part === 'signature' ? {} : { ways: { ...ways, [part]: 'scan' as const } };
        await putNow({ photos: [...photos, ref], scans: { ...scans, [part]: ids }, ...isNew });
      },
      // A paper on the desk: where the desk stands says nothing.
      place: () => Promise.resolve(null),
      nowMs: station.nowMs,
      room: () => SCAN_LIMIT - (state().draft.scans[part] ?? []).length,
    });
    addings.set(part, made);
    return made;
  };
  const settled = async () => {
    for (const adding of addings.values()) await adding.settled();
  };
  const refused = () => [...addings.values()].reduce((sum, adding) => sum + adding.state().refused.length, 0);

  async function send(): Promise<string | null> {
    if (state().sending.kind === 'running') return null;
    set({ sending: { kind: 'running' } });
    try {
      const before = refused();
      await settled();
      await form.flush();
      const problems = problemsOf(state().draft);
      const version = versionIn(state().draft);
      // Somebody who thinks that a scan is among the rest is told before the form is gone.
      if (problems.length > 0 || version === null || refused() > before) {
        set({ problems, sending: { kind: 'no' } });
        return null;
      }
      const made = applicationOf(state().draft, version, station.session.staff.uid, station.nowMs());
      const id = await createApplication(station, made);
      await station.drafts.discard(APPLICATION_FORM.id, subject);
      await form.stop();
      // What cannot be released now goes out at the next opening, when its draft is gone.
      await station.media.release(state().draft.photos).catch(() => undefined);
      return id;
    } catch (error) {
      set({ sending: { kind: 'failed', error } });
      return null;
    }
  }

  return {
    state,
    subscribe: form.subscribe,
    answer(change) {
      // Saving the draft once more would bring it back after it is handed in.
      if (state().sending.kind !== 'running') put(change);
    },
    async flush() {
      await settled();
      await form.flush();
    },
    scansOf,
    async removeScan(part, photo) {
      const { photos, scans } = state().draft;
      const ids = (scans[part] ?? []).filter((id) => id !== photo.id);
      await putNow({ photos: photos.filter(({ id }) => id !== photo.id), scans: { ...scans, [part]: ids } });
      await station.media.discard([photo]);
    },
    send,
    async discard() {
      await settled();
      form.end();
      for (const adding of addings.values()) adding.end();
      await form.discard();
      await station.media.discard(state().draft.photos);
    },
    async leave() {
      await settled();
      form.end();
      for (const adding of addings.values()) adding.end();
      await form.flush();
    },
  };
}
