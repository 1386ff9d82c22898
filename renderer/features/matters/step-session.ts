import { MATTER_PHOTOS, type DepartmentPhoto, type Matter, type MatterAct } from '#shared/ipc/matters-api';
import {
  createPhotoPreparer,
  openKeptForm,
  type Attempt,
  type FormState,
  type OpenStation,
} from '#renderer/data/index';
import { instantAtStation } from '../incidents/index';
import {
  beginMatterDraft,
  MATTER_FORM,
  MATTER_PHOTO_FORM,
  matterProblems,
  readDraftPhoto,
  readMatterDraft,
  uidOfMatter,
  type MatterDraft,
  type MatterProblem,
} from './matter-draft';

export interface MatterStepState extends FormState<MatterDraft, MatterProblem> {
  readonly problems: readonly MatterProblem[];
  /** Pictures by id, as they are on this device. */
  readonly pictures: ReadonlyMap<string, DepartmentPhoto>;
  readonly isAdding: boolean;
  readonly taking: Attempt;
}

/** Somebody of a department writing one step; words and pictures lie on the device until the host has them. */
export interface MatterStepSession {
  state(): MatterStepState;
  subscribe(listener: () => void): () => void;
  answer(change: Partial<Pick<MatterDraft, 'note' | 'until'>>): void;
  addPictures(files: readonly File[]): Promise<void>;
  removePicture(id: string): Promise<void>;
  /** The matter after the step, or null when it was not taken. */
  take(matter: Matter): Promise<Matter | null>;
  /** Brings to disk what is not there yet. */
  flush(): Promise<void>;
  /** Ends it with everything kept. */
  leave(): Promise<void>;
}

type Writing = Pick<OpenStation, 'drafts' | 'matters' | 'nowMs' | 'newUid'>;

/** Takes up the step that was begun for this matter, whichever it was, or begins `act`. */
export async function openMatterStep(station: Writing, matter: Matter, act: MatterAct): Promise<MatterStepSession> {
  const { drafts, matters } = station;
  const subject = uidOfMatter(matter.id);
  const kept = readMatterDraft((await drafts.get(MATTER_FORM.id, subject))?.value);
  // Under another act it is another step: the host may have the one that was begun, and its answer was lost.
  const begun = kept?.act === act ? kept : { ...beginMatterDraft(act, station.newUid()), ...wordsOf(kept) };
  const pictures = new Map<string, DepartmentPhoto>();
  for (const { id } of begun.photos) {
    const picture = readDraftPhoto((await drafts.get(MATTER_PHOTO_FORM.id, id))?.value);
    if (picture) pictures.set(id, picture);
  }
  const startedAtMs = station.nowMs();
  const preparer = createPhotoPreparer();
  const problemsOf = (draft: MatterDraft, about: Matter) =>
    matterProblems(draft, about, instantAtStation(draft.until), station.nowMs());
  const form = openKeptForm<MatterDraft, MatterProblem, MatterStepState>({
    drafts,
    form: MATTER_FORM,
    subject,
    startedAtMs: () => startedAtMs,
    problemsOf: (draft) => problemsOf(draft, matter),
    first: {
      draft: { ...begun, photos: begun.photos.filter(({ id, ref }) => ref !== null || pictures.has(id)) },
      saving: { kind: 'untouched' },
      problems: [],
      pictures,
      isAdding: false,
      taking: { kind: 'no' },
    },
  });
  const { state, set, put, putNow } = form;
  const savePicture = (value: DepartmentPhoto) =>
    drafts.save({
      ...{ form: MATTER_PHOTO_FORM.id, formVersion: MATTER_PHOTO_FORM.version, subject: value.id, startedAtMs, value },
    });

  async function addOne(file: File): Promise<void> {
    const prepared = await preparer.prepare(file, { nowMs: station.nowMs(), place: null });
    const id = station.newUid();
    const picture: DepartmentPhoto = {
      id,
      mime: prepared.mime === 'image/webp' ? 'image/webp' : 'image/jpeg',
      width: prepared.width,
      height: prepared.height,
      full: await base64Of(prepared.full),
      thumb: await base64Of(prepared.thumb),
      takenAtMs: prepared.claim.takenAtMs,
      originalSha256: prepared.claim.originalSha256,
    };
    await savePicture(picture);
    set({ pictures: new Map([...state().pictures, [id, picture]]) });
    await putNow({ photos: [...state().draft.photos, { id, ref: null }] });
  }

  /** Pictures that the host has are not sent to it again. */
  async function handIn(): Promise<void> {
    for (const { id, ref } of state().draft.photos) {
      const picture = state().pictures.get(id);
      if (ref !== null || !picture) continue;
      const known = await matters.keepPhoto(matter.id, picture);
      await putNow({ photos: state().draft.photos.map((each) => (each.id === id ? { id, ref: known } : each)) });
    }
  }

  async function end(): Promise<void> {
    form.end();
    preparer.end();
    await form.discard();
    for (const id of state().pictures.keys()) await drafts.discard(MATTER_PHOTO_FORM.id, id);
  }

  return {
    state,
    subscribe: form.subscribe,
    answer(change) {
      if (state().taking.kind !== 'running') put(change);
    },
    async addPictures(files) {
      set({ isAdding: true, taking: { kind: 'no' } });
      try {
        for (const file of files.slice(0, MATTER_PHOTOS - state().draft.photos.length)) await addOne(file);
      } catch (error) {
        set({ taking: { kind: 'failed', error } });
      }
      set({ isAdding: false });
    },
    async removePicture(id) {
      await putNow({ photos: state().draft.photos.filter((each) => each.id !== id) });
      await drafts.discard(MATTER_PHOTO_FORM.id, id);
    },
    async take(seen) {
      if (state().taking.kind === 'running') return null;
      const problems = problemsOf(state().draft, seen);
      set({ problems, taking: { kind: problems.length > 0 ? 'no' : 'running' } });
      if (problems.length > 0) return null;
      try {
        await form.flush();
        await handIn();
        const { stepId, act: what, note, photos, until } = state().draft;
        const refs = photos.flatMap(({ ref }) => ref ?? []);
        const step = { stepId, act: what, note: note.trim(), seen: [...seen.heads], photos: refs };
        const after = await matters.take(matter.id, {
          ...step,
          untilMs: what === 'ask-time' ? instantAtStation(until) : null,
        });
        await end();
        return after;
      } catch (error) {
        set({ taking: { kind: 'failed', error } });
        return null;
      }
    },
    flush: form.flush,
    async leave() {
      await form.flush();
      form.end();
      preparer.end();
    },
  };
}

/** What somebody wrote goes over to what they do instead. */
const wordsOf = (kept: MatterDraft | null): Partial<MatterDraft> =>
  kept ? { note: kept.note, until: kept.until, photos: kept.photos } : {};

/** In pieces: a picture is longer than a call has arguments. */
async function base64Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('a picture that cannot be read'));
    reader.readAsDataURL(new Blob([bytes]));
  });
  return url.slice(url.indexOf(',') + 1);
}
