import { ulid } from 'ulid';
import { ratingKey, rectifyBy } from '#shared/domain/applications/ratings';
import type { ApplicationStanding } from '#shared/domain/applications/standing';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import type { Application } from '#shared/schema/types/application';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import { rating as ratingType, ratingSchema, type Rating } from '#shared/schema/types/rating';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from './grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from './host-writer';
import type { Log } from './ports';

export interface RatingWriterDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly keys: Pick<GridKeys, 'newest'>;
  /** When the station works. */
  readonly calendar: () => WorkingCalendar;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** What is rated; `key` is that of its service (`ratingKey`). */
export interface RatedService extends Pick<Rating, 'service' | 'serviceUid' | 'itemNumber' | 'servedByUid'> {
  readonly key: string;
}

/** A rating as it was given; `comment` is what was said, in the clear. */
export interface NewRating extends RatedService, Pick<Rating, 'satisfaction' | 'channel'> {
  readonly comment: string | null;
}

/** What follows a rating, in the clear; null for nothing. */
export interface AddedWords {
  readonly comment: string | null;
  readonly phone: string | null;
}

/** Ratings of services at the counter, as the host reads and writes them. */
export interface RatingWriter {
  /** What a service was given; null for none as yet. */
  given(key: string): Promise<Satisfaction | null>;
  /** The same as it is kept. */
  read(key: string): Promise<Rating | null>;
  /** On disk when it answers `taken`; `again` where the service has one already, which stands. */
  write(rating: NewRating): Promise<'taken' | 'again'>;
  /** Adds to a rating what it does not have as yet: what is there stands. On disk when it resolves; false where there is no rating. */
  add(key: string, added: AddedWords): Promise<boolean>;
}

/** Times that somebody else may write a rating between its reading and its writing. */
const MOST_TRIES = 5;

/** See `RatingWriter`. What was said is sealed under the desk's general key; a service's key makes the record's id, so the hub itself refuses a second one. */
export function createRatingWriter(deps: RatingWriterDeps): RatingWriter {
  const { station, hub, keys, calendar, author, log, now } = deps;
  const writer = createHostWriter(now);
  const idOf = (key: string): string => documentId(ratingType.type, station, key);

  function desk(): WritableDatabase {
    const database = hub.database(databaseName('desk', station));
    if (!database) throw new Error('a station has a desk');
    return database;
  }

  async function stored(ofService: string) {
    const found = await desk().get(idOf(ofService), WINNER);
    if (!found.found) return null;
    const { _rev, ...document } = found.document as Readonly<Record<string, unknown>>;
    const record = liftRecord(ratingType, document as unknown as WireRecord);
    const rating = ratingSchema.safeParse(record).data;
    return rating ? { rev: _rev, record, rating } : null;
  }

  async function sealed(uid: string, field: 'comment' | 'phone', text: string | null) {
    if (text === null) return null;
    const { kid, key } = await keys.newest({ scope: station, class: 'general' });
    return sealValue(key, kid, text, sealingAad({ uid, field }));
  }

  return {
    given: async (key) => (await stored(key))?.rating.satisfaction ?? null,
    read: async (key) => (await stored(key))?.rating ?? null,
    add: async (ofService, { comment, phone }) => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const found = await stored(ofService);
        if (!found) return false;
        const { rev, record, rating } = found;
        const changes = {
          ...(rating.comment === null && comment !== null && { comment: await sealed(rating.uid, 'comment', comment) }),
          ...(rating.phone === null && phone !== null && { phone: await sealed(rating.uid, 'phone', phone) }),
        };
        if (Object.keys(changes).length === 0) return true;
        const row = { ...writer.edit(record, changes, author()), _rev: rev };
        const [answer] = await desk().bulkDocs({ rows: [row], newEdits: true });
        if (answer && 'ok' in answer) return true;
        if (answer?.error !== 'conflict') throw new Error('the hub did not take what follows a rating');
      }
      throw new Error('a rating keeps changing');
    },
    write: async ({ key: ofService, comment, ...given }) => {
      const uid = ulid(now());
      const fields = {
        ...given,
        comment: await sealed(uid, 'comment', comment),
        phone: null,
        ratedAtMs: now(),
        rectifyByMs: rectifyBy(given.satisfaction, now(), calendar()),
        steps: [],
      };
      const { type, version: schema } = ratingType;
      const record = createRecord(
        { type, schema, scope: station, uid, key: ofService, fields },
        writer.write(author()),
      );
      const [answer] = await desk().bulkDocs({ rows: [record], newEdits: true });
      if (answer && 'ok' in answer) {
        log.info('ratings.taken', { id: idOf(ofService) });
        return 'taken';
      }
      // Somebody else was a moment earlier.
      if (answer?.error === 'conflict') return 'again';
      throw new Error('the hub did not take a rating');
    },
  };
}

/** Which service it is that ended with an application, and who served: whoever took it on. */
export const ratedApplication = (
  { uid, itemNumber }: Pick<Application, 'uid' | 'itemNumber'>,
  { steps }: Pick<ApplicationStanding, 'steps'>,
): RatedService => ({
  service: 'application',
  serviceUid: uid,
  key: ratingKey({ service: 'application', uid }),
  itemNumber,
  servedByUid: steps.findLast(({ step }) => step.kind === 'accept')?.step.written.by ?? null,
});
