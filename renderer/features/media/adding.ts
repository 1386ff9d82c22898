import type { PhotoPreparer } from '#renderer/data/index';
import type { PhotoPlace, PreparedPhoto } from '#shared/media/photo';

/** A file on its way to becoming a photo that is kept. */
export interface AddingFile {
  readonly key: number;
  readonly name: string;
  readonly step: 'waiting' | 'preparing' | 'keeping';
}

/** A file that did not become one, and why: an `AppError`, or `TooManyPhotos`. */
export interface RefusedFile {
  readonly key: number;
  readonly name: string;
  readonly error: unknown;
}

export interface AddingState {
  readonly adding: readonly AddingFile[];
  readonly refused: readonly RefusedFile[];
}

/** Files being added, one after another. A file that is refused says why and holds up no other. */
export interface PhotoAdding {
  state(): AddingState;
  subscribe(listener: () => void): () => void;
  add(files: readonly File[]): void;
  /** Forgets a refusal that was read. */
  dismiss(key: number): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Starts nothing any more; what is under way is not kept. */
  end(): void;
}

export interface PhotoAddingDeps {
  readonly preparer: PhotoPreparer;
  /** Puts a photo where it belongs; resolves when it is on the disk. */
  keep(photo: PreparedPhoto): Promise<void>;
  /** Where the device stands now; null where that is not to be said. */
  place(): Promise<PhotoPlace | null>;
  nowMs(): number;
  /** How many photos there is room for beside those that are kept. */
  room(): number;
}

/** A place that does not come within this is left out: nobody waits for satellites in a stairwell. */
const PLACE_MS = 3000;

/** A queue of files for one form. */
export function createPhotoAdding({ preparer, keep, place, nowMs, room }: PhotoAddingDeps): PhotoAdding {
  let state: AddingState = { adding: [], refused: [] };
  let lastKey = 0;
  let isEnded = false;
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  const set = (change: Partial<AddingState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const step = (key: number, now: AddingFile['step']) =>
    set({ adding: state.adding.map((each) => (each.key === key ? { ...each, step: now } : each)) });

  async function addOne(key: number, file: File, where: Promise<PhotoPlace | null>): Promise<void> {
    if (isEnded) return;
    let refused: readonly RefusedFile[] = [];
    try {
      if (room() <= 0) throw new TooManyPhotos();
      step(key, 'preparing');
      const photo = await preparer.prepare(file, { nowMs: nowMs(), place: await where });
      step(key, 'keeping');
      if (!isEnded) await keep(photo);
    } catch (error) {
      refused = [{ key, name: file.name, error }];
    }
    set({
      adding: state.adding.filter((each) => each.key !== key),
      refused: isEnded ? state.refused : [...state.refused, ...refused],
    });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(files) {
      const where = atMost(place(), PLACE_MS);
      const added = files.map((file) => ({ file, key: (lastKey += 1) }));
      set({ adding: [...state.adding, ...added.map(({ key, file }) => waiting(key, file.name))] });
      for (const { key, file } of added) last = last.then(() => addOne(key, file, where));
    },
    dismiss: (key) => set({ refused: state.refused.filter((each) => each.key !== key) }),
    async settled() {
      for (let seen; seen !== last;) {
        seen = last;
        await last;
      }
    },
    end() {
      isEnded = true;
      preparer.end();
    },
  };
}

/** The reason of a refusal: what is kept has no room for one more. */
export class TooManyPhotos extends Error {}

const waiting = (key: number, name: string): AddingFile => ({ key, name, step: 'waiting' });

/** What is asked for, or null where it fails or takes longer than that. */
async function atMost<T>(asked: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
