import { BehaviorSubject, map } from 'rxjs';
import { AppError, type ErrorCode } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { thumbMimeOf, type PhotoClaim, type PhotoMime } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import type { VoiceClaim, VoiceMime } from '#shared/media/voice';
import type {
  AddPhoto,
  Checked,
  MediaQueue,
  MediaRef,
  MediaStore,
  PhotoAbsence,
  PhotoStatus,
} from '#renderer/data/index';

type CommonClaim = Pick<
  PhotoClaim,
  'id' | 'authorUid' | 'deviceUid' | 'replica' | 'addedAtMs' | 'fullSha256' | 'thumbSha256'
>;

/** A photo or a spoken note as it is kept here: `isDraft` until it is released. */
export interface KeptPhoto {
  readonly full: string;
  readonly thumb: string;
  readonly mime: PhotoMime | VoiceMime;
  readonly claim: PhotoClaim | VoiceClaim;
  readonly isDraft: boolean;
  readonly class: string;
}

/** What tests do with the pictures beside screens. */
export interface FakeMedia extends MediaStore {
  /** What is kept, by the photo's id. */
  kept(): Readonly<Record<string, KeptPhoto>>;
  /** Says from now on that a photo is there, or why it is not shown: null for "as it is". */
  say(id: string, change: Saying): void;
  /** Lays other bytes, in base64, where the whole of something lies. */
  swap(id: string, full: string): void;
  /** Refuses whatever is added from now on; null takes it again. */
  refuseAll(code: ErrorCode | null): void;
}

interface Saying {
  readonly status?: PhotoStatus;
  readonly absence?: PhotoAbsence | null;
  readonly verdict?: Checked<unknown>['verdict'];
}

const KEPT = 'harness-media';

interface FakeMediaDeps {
  nowMs(): number;
  newUid(): string;
  readonly staffUid: string;
  readonly deviceUid: string;
  readonly replica: string;
  /** What lies at the station, by id. */
  readonly given: Readonly<Record<string, KeptPhoto>>;
}

/** Photos and spoken notes in localStorage: they outlive a killed page. Nothing is sealed or sent. */
export function fakeMedia({ nowMs, newUid, staffUid, deviceUid, replica, given }: FakeMediaDeps): FakeMedia {
  const rows = new BehaviorSubject(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, KeptPhoto>);
  const sayings = new BehaviorSubject<Readonly<Record<string, Saying>>>({});
  let refusal: ErrorCode | null = null;
  const write = (next: Record<string, KeptPhoto>) => {
    localStorage.setItem(KEPT, JSON.stringify(next));
    rows.next(next);
  };
  const find = (ref: MediaRef, part: 'full' | 'thumb') => {
    const absence = sayings.value[ref.id]?.absence;
    if (absence) return err(absence);
    const row = rows.value[ref.id] ?? given[ref.id];
    if (!row) return err('missing' as const);
    const small = 'seconds' in ref ? '' : thumbMimeOf(ref.mime);
    return ok(new Blob([fromBase64(row[part])], { type: part === 'full' ? row.mime : small }));
  };
  /** Puts something down under a fresh id; what every claim says besides is made here. */
  const keep = async <Claim extends KeptPhoto['claim']>(
    [full, thumb]: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>],
    claimOf: (common: CommonClaim) => Claim,
    place: AddPhoto,
  ): Promise<Claim> => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (refusal) throw new AppError(refusal, 'refused');
    const [fullSha256, thumbSha256] = await Promise.all([sha256Of(full), sha256Of(thumb)]);
    const by = { id: newUid(), authorUid: staffUid, deviceUid, replica, addedAtMs: nowMs() };
    const claim = claimOf({ ...by, fullSha256, thumbSha256 });
    const row: KeptPhoto = {
      ...{ full: toBase64(full), thumb: toBase64(thumb), mime: claim.mime, claim },
      ...{ isDraft: place.draft !== undefined, class: place.class },
    };
    write({ ...rows.value, [claim.id]: row });
    return claim;
  };
  const checkOf = <Claim extends KeptPhoto['claim']>({ id }: MediaRef): Result<Checked<Claim>, PhotoAbsence> => {
    const row = rows.value[id] ?? given[id];
    const absence = sayings.value[id]?.absence;
    if (absence || !row) return err(absence ?? 'missing');
    return ok({ verdict: sayings.value[id]?.verdict ?? 'intact', claim: row.claim as Claim });
  };
  const queue$ = new BehaviorSubject<MediaQueue>({ photos: 0, bytes: 0, refused: 0, held: 0, waitsFor: null });

  return {
    async add({ full, thumb, claim, kind, mime, width, height }, place) {
      const about = { kind, mime, width, height };
      const made = await keep([full, thumb], (common): PhotoClaim => ({ ...claim, ...about, ...common }), place);
      const media = `photo~${place.scope}~${made.fullSha256}`;
      return { id: made.id, media, ...about, bytes: full.length, addedAtMs: made.addedAtMs };
    },
    async addVoice({ full, curve, ...about }, place) {
      const claimOf = (common: CommonClaim): VoiceClaim => ({ kind: 'voice', ...about, ...common });
      const { id, fullSha256, addedAtMs, mime, seconds } = await keep([full, curve], claimOf, place);
      return { id, media: `voice~${place.scope}~${fullSha256}`, mime, seconds, bytes: full.length, addedAtMs };
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
    check: async (ref) => checkOf<PhotoClaim>(ref),
    checkVoice: async (ref) => checkOf<VoiceClaim>(ref),
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
    swap(id, full) {
      const row = rows.value[id];
      if (row) write({ ...rows.value, [id]: { ...row, full } });
    },
    refuseAll: (code) => void (refusal = code),
  };
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
