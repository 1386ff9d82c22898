import { ulid } from 'ulid';
import { parseDocumentId } from '#shared/schema/ids';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import type { Message } from '#shared/schema/types/message';
import { notice as noticeType, noticeSchema, type NoticeContent } from '#shared/schema/types/notice';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import { createHostWriter, type WritableDatabase } from '../host-writer';
import { recordsOf, type ListedDatabase } from '../records-of';
import { eraseOld } from './prune';

export interface NoticesDeps {
  readonly station: string;
  readonly hub: { database(name: string): (WritableDatabase & ListedDatabase) | null; names(): readonly string[] };
  readonly keys: Pick<GridKeys, 'newest'>;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly now: () => number;
}

/** Messages to those who work in a grid, in the grid's own database. */
export interface Notices {
  /**
   * Puts a message into one of these grids, or leaves it there: the one whose record it speaks of, else the first. On disk when it
   * answers; false where the station has none of the grids.
   */
  put(message: Message, key: string, gridNumbers: readonly number[]): Promise<boolean>;
  /**
   * Erases what lies in grids where its reader is not shown any more; how many. Before that `follow` hears the key and the grid of each that
   * could still be shown.
   */
  leave(
    gridsOf: (staffUid: string) => readonly number[] | null,
    follow: (key: string, gridNumber: number) => Promise<void>,
    isStopped: () => boolean,
  ): Promise<number>;
  /** Erases those that nobody is shown any more for so long, ms; how many. */
  prune(keepMs: number, isStopped: () => boolean): Promise<number>;
}

/** Notices of a hub. Their words are sealed: a grid's database also lies at the district, and with whoever has it to look. */
export function createNotices({ station, hub, keys, author, now }: NoticesDeps): Notices {
  const writer = createHostWriter(now);
  const scopeOf = (gridNumber: number): string => `${station}-${gridNumber}`;

  const grids = () =>
    hub.names().flatMap((name) => {
      const database = name.startsWith(`grid-${station}-`) ? hub.database(name) : null;
      return database ? [{ database, scope: name.slice('grid-'.length) }] : [];
    });

  function chooseScope({ values }: Message, gridNumbers: readonly number[]): string | undefined {
    const scopes = gridNumbers.map(scopeOf).filter((scope) => hub.database(`grid-${scope}`) !== null);
    const spoken = Object.values(values).flatMap((value) =>
      value.kind === 'field' ? [parseDocumentId(value.record)?.scope] : [],
    );
    return scopes.find((scope) => spoken.includes(scope)) ?? scopes[0];
  }

  async function make(message: Message, key: string, recipientUid: string, scope: string): Promise<object> {
    const uid = ulid(now());
    const { title, body, values, urgency, expiresAtMs } = message;
    const plain: NoticeContent = { title, body, values };
    const { kid, key: seal } = await keys.newest({ scope, class: 'general' });
    const content = await sealValue(seal, kid, plain, sealingAad({ uid, field: 'content' }));
    const { type, version: schema } = noticeType;
    const fields = { recipientUid, urgency, content, expiresAtMs };
    return createRecord({ type, schema, scope, uid, key, fields }, writer.write(author()));
  }

  return {
    put: async (message, key, gridNumbers) => {
      const scope = chooseScope(message, gridNumbers);
      const database = scope === undefined ? null : hub.database(`grid-${scope}`);
      if (scope === undefined || !database || message.recipient.kind !== 'staff') return false;
      const row = await make(message, key, message.recipient.uid, scope);
      const [answer] = await database.bulkDocs({ rows: [row], newEdits: true });
      // In conflict is what an attempt that was cut off has put there already.
      if (answer && 'error' in answer && answer.error !== 'conflict') throw new Error('the hub did not take a notice');
      return true;
    },
    leave: async (gridsOf, follow, isStopped) => {
      let count = 0;
      for (const { database, scope } of grids()) {
        const gridNumber = Number(scope.slice(station.length + 1));
        const leaving = (record: unknown) => {
          const notice = noticeSchema.safeParse(record).data;
          const places = notice ? gridsOf(notice.recipientUid) : null;
          return notice && places && !places.includes(gridNumber) ? notice : null;
        };
        for await (const page of recordsOf(database, noticeType.type, scope)) {
          for (const notice of page.flatMap((record) => leaving(record) ?? [])) {
            if (isStopped()) return count;
            if (notice.expiresAtMs > now()) await follow(parseDocumentId(notice._id)?.key ?? '', gridNumber);
          }
        }
        count += await eraseOld(database, noticeType.type, scope, (record) => leaving(record) !== null, isStopped);
      }
      return count;
    },
    prune: async (keepMs, isStopped) => {
      const isOld = (record: unknown): boolean => {
        const parsed = noticeSchema.safeParse(record);
        return parsed.success && Math.max(parsed.data.expiresAtMs, parsed.data.changed.at) + keepMs < now();
      };
      let count = 0;
      for (const { database, scope } of grids())
        count += await eraseOld(database, noticeType.type, scope, isOld, isStopped);
      return count;
    },
  };
}
