import { BehaviorSubject, map } from 'rxjs';
import { AppError, type ErrorCode } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { thumbMimeOf, type PhotoClaim, type PhotoMime, type PhotoRef } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import type { CheckedClaim, MediaQueue, MediaStore, PhotoAbsence, PhotoStatus } from '#renderer/data/index';

/** A photo as it is kept here: `isDraft` until it is released. */
interface KeptPhoto {
  readonly full: string;
  readonly thumb: string;
  readonly mime: PhotoMime;
  readonly claim: PhotoClaim;
  readonly isDraft: boolean;
  readonly class: string;
}

/** What tests do with the pictures beside screens. */
export interface FakeMedia extends MediaStore {
  /** What is kept, by the photo's id. */
  kept(): Readonly<Record<string, KeptPhoto>>;
  /** Says from now on that a photo is there, or why it is not shown: null for "as it is". */
  say(id: string, change: Saying): void;
  /** Refuses whatever is added from now on; null takes it again. */
  refuseAll(code: ErrorCode | null): void;
}

interface Saying {
  readonly status?: PhotoStatus;
  readonly absence?: PhotoAbsence | null;
  readonly verdict?: CheckedClaim['verdict'];
}

const KEPT = 'harness-media';

interface FakeMediaDeps {
  nowMs(): number;
  newUid(): string;
  readonly staffUid: string;
  readonly deviceUid: string;
  readonly replica: string;
}

/** Photos in localStorage: they outlive a killed page. Nothing is sealed or sent. */
export function fakeMedia({ nowMs, newUid, staffUid, deviceUid, replica }: FakeMediaDeps): FakeMedia {
  const rows = new BehaviorSubject(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, KeptPhoto>);
  const sayings = new BehaviorSubject<Readonly<Record<string, Saying>>>({});
  let refusal: ErrorCode | null = null;
  const write = (next: Record<string, KeptPhoto>) => {
    localStorage.setItem(KEPT, JSON.stringify(next));
    rows.next(next);
  };
  const find = (ref: PhotoRef, part: 'full' | 'thumb') => {
    const absence = sayings.value[ref.id]?.absence;
    if (absence) return err(absence);
    const row = rows.value[ref.id];
    return row
      ? ok(new Blob([fromBase64(row[part])], { type: part === 'full' ? row.mime : thumbMimeOf(row.mime) }))
      : err('missing' as const);
  };
  const queue$ = new BehaviorSubject<MediaQueue>({ photos: 0, bytes: 0, refused: 0, held: 0, waitsFor: null });

  return {
    async add(prepared, place) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (refusal) throw new AppError(refusal, 'refused');
      const id = newUid();
      const { full, thumb, claim, kind, mime, width, height } = prepared;
      const row: KeptPhoto = {
        full: toBase64(full),
        thumb: toBase64(thumb),
        mime,
        isDraft: place.draft !== undefined,
        class: place.class,
        claim: {
          ...claim,
          id,
          kind,
          mime,
          width,
          height,
          authorUid: staffUid,
          deviceUid,
          replica,
          addedAtMs: nowMs(),
          fullSha256: await sha256Of(full),
          thumbSha256: await sha256Of(thumb),
        },
      };
      write({ ...rows.value, [id]: row });
      const media = `photo~${place.scope}~${row.claim.fullSha256}`;
      return { id, media, kind, mime, width, height, bytes: full.length, addedAtMs: row.claim.addedAtMs };
    },
    async release(refs) {
      const released = refs.flatMap(({ id }) => (rows.value[id] ? [[id, { ...rows.value[id], isDraft: false }]] : []));
      write({ ...rows.value, ...(Object.fromEntries(released) as Record<string, KeptPhoto>) });
    },
    async discard(refs) {
      const gone = new Set(refs.map(({ id }) => id));
      write(Object.fromEntries(Object.entries(rows.value).filter(([id, row]) => !(gone.has(id) && row.isDraft))));
    },
    thumbnail: async (ref) => find(ref, 'thumb'),
    full: async (ref) => find(ref, 'full'),
    async check(ref) {
      const row = rows.value[ref.id];
      const absence = sayings.value[ref.id]?.absence;
      if (absence || !row) return err(absence ?? 'missing');
      return ok({ verdict: sayings.value[ref.id]?.verdict ?? 'intact', claim: row.claim });
    },
    status: (ref) =>
      sayings.pipe(
        map((said): PhotoStatus => {
          const row = rows.value[ref.id];
          return said[ref.id]?.status ?? { kind: !row ? 'elsewhere' : row.isDraft ? 'draft' : 'waiting' };
        }),
      ),
    queue$,
    retry: () => undefined,
    kept: () => rows.value,
    say: (id, change) => sayings.next({ ...sayings.value, [id]: { ...sayings.value[id], ...change } }),
    refuseAll: (code) => void (refusal = code),
  };
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
