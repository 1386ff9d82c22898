import type { CountedStep, Standing } from '#shared/domain/incidents/standing';
import { databaseOfScope, mediaDatabase } from '#shared/media/names';
import { placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes } from '#shared/media/sealed-bytes';
import type { PhotoRef } from '#shared/schema/photo-ref';
import { openValue, parseAuthorKid, sealingAad } from '#shared/schema/sealing';
import type { Incident } from '#shared/schema/types/incident';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { classOfKid } from '#shared/schema/value-class';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { ToldPicture } from '../resident-port';

/** What of the work may be told to whoever has the receipt, still closed. */
export interface MarkedResult {
  /** The step that words for the resident were written with; null for none. */
  readonly toldBy: IncidentStep | null;
  readonly photos: readonly PhotoRef[];
}

const CHECKED: ReadonlySet<string> = new Set(['verified', 'closed']);

/**
 * What staff wrote and marked for the resident, once somebody has checked the work: nothing before, and nothing of what was reported. A
 * paper is never shown, whoever marked it.
 */
export function markedResult({ photos }: Pick<Incident, 'photos'>, standing: Standing): MarkedResult {
  if (!CHECKED.has(standing.state)) return { toldBy: null, photos: [] };
  const marked = new Set(standing.shownPhotoIds);
  const ofSteps = new Set(standing.steps.flatMap(photoIdsOf));
  return {
    toldBy: standing.toldBy,
    photos: photos.filter(({ id, kind }) => kind === 'photo' && marked.has(id) && ofSteps.has(id)),
  };
}

const photoIdsOf = ({ step, aside }: CountedStep): readonly string[] => (aside ? [] : step.photoIds);

/** A database of the hub, of records or of pictures, as residents' pages need it. */
export interface ResidentDatabase extends WritableDatabase {
  attachment(id: string, name: string): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | null>;
}

/** Of whose incident the words and pictures are. */
export interface ResultPlace {
  readonly scope: string;
  readonly uid: string;
}

/** Opens what was marked; whatever does not lie under the grid's general key stays closed. */
export interface Results {
  /** The words; null where there are none, or they do not open. */
  words(place: ResultPlace, step: IncidentStep | null): Promise<string | null>;
  /** Those of the pictures that have arrived at the station. */
  arrived(place: ResultPlace, photos: readonly PhotoRef[]): Promise<readonly PhotoRef[]>;
  /** One picture as it is shown; null where it has not arrived or does not open. Neither its place nor who took it comes along. */
  picture(place: ResultPlace, photo: PhotoRef): Promise<ToldPicture | null>;
}

interface ResultsDeps {
  readonly hub: { database(name: string): ResidentDatabase | null };
  readonly keys: Pick<GridKeys, 'named'>;
}

/** See `Results`. */
export function createResults({ hub, keys }: ResultsDeps): Results {
  const mediaOf = (scope: string) => hub.database(mediaDatabase(databaseOfScope(scope)));

  async function generalKey(scope: string, kid: string | null) {
    if (kid === null || classOfKid(kid) !== 'general') return null;
    const [owner] = (parseAuthorKid(kid)?.classKid ?? kid).split('.');
    return owner === scope ? keys.named(kid) : null;
  }

  return {
    async words({ scope, uid }, step) {
      if (!step?.told) return null;
      const key = await generalKey(scope, step.told.kid);
      const place = sealingAad({ uid, field: 'steps.told', entryId: step.id });
      const opened = key && (await openValue(key, step.told, place));
      return opened?.ok && typeof opened.value === 'string' ? opened.value : null;
    },
    async arrived({ scope }, photos) {
      const database = mediaOf(scope);
      if (!database) return [];
      const there = await Promise.all(photos.map(async ({ media }) => (await database.get(media, WINNER)).found));
      return photos.filter((_, at) => there[at]);
    },
    async picture({ scope }, { id, media, mime }) {
      const part = await mediaOf(scope)?.attachment(media, 'full');
      const key = part && (await generalKey(scope, keyIdOf(part.bytes)));
      // Bound to the picture's own uid: a record that names somebody else's picture opens nothing.
      const bytes = key && (await openBytes(key, part.bytes, placeOfPart(id, 'full')));
      return bytes ? { mime, bytes } : null;
    },
  };
}
