import type { TakeOver } from '#shared/domain/incidents/shipped-table';
import type { OpenStation } from '#renderer/data/index';
import type { CategoryRecord } from '../../queries';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid'>;

/** Puts a plan into the table, all of it or nothing. Throws `access.denied`, `device.*`. */
export async function takeOver(
  { writer, session, newUid }: Writing,
  { added, woken }: TakeOver,
  all: readonly CategoryRecord[],
): Promise<void> {
  await writer.writeTogether([
    ...added.map((fields) => ({
      kind: 'create' as const,
      creation: { type: 'category', scope: session.station.id, uid: newUid(), fields: { ...fields } },
    })),
    ...switchesOf(woken, all, true),
  ]);
}

/** Puts rows away again, all of them or none. Throws as `takeOver`. */
export async function takeBack(
  { writer }: Pick<Writing, 'writer'>,
  uids: readonly string[],
  all: readonly CategoryRecord[],
): Promise<void> {
  await writer.writeTogether(switchesOf(uids, all, false));
}

function switchesOf(uids: readonly string[], all: readonly CategoryRecord[], active: boolean) {
  const wanted = new Set(uids);
  return all
    .filter(({ uid }) => wanted.has(uid))
    .map(({ _id: id }) => ({ kind: 'edit' as const, id, change: () => ({ active }) }));
}
