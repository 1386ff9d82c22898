import { parseDatabaseName } from '../schema/ids';
import { recordTypes } from '../schema/registry';
import type { DeliverDeps } from './deliver';

/** Records erased at once. */
const ERASE_ROWS = 500;

/**
 * Removes from the device what it holds of a hub database that the person may not read any more. What is unsent stays, held for
 * the day the permission is back. Cut short, it is taken up by the next call: the cursor goes last, and it is set back first, so that
 * a permission that returns in between reads everything anew. `alsoRemove` takes away what was made from the records, before the
 * cursor goes.
 */
export async function removeDatabase(
  { store, control }: DeliverDeps,
  db: string,
  alsoRemove: () => Promise<void> = async () => undefined,
): Promise<void> {
  const identity = parseDatabaseName(db);
  if (!identity) return;
  await control.setCursor({ db, epoch: '', seq: '0' });
  await control.renewReplica();
  for (const { collection, type } of recordTypes.filter(({ database }) => database === identity.kind)) {
    let afterId = '';
    for (;;) {
      const page = await store.page(collection, type, identity.scope, afterId, ERASE_ROWS);
      const last = page.at(-1);
      if (!last) break;
      afterId = last._id;
      const ids = page.map((record) => record._id);
      await store.hold(ids, async () => {
        const queued = await control.queued(ids);
        const gone = ids.filter((id) => !queued.has(id));
        const known = await store.read(collection, gone);
        if (known.size > 0) await store.erase(collection, [...known.values()]);
      });
    }
  }
  await alsoRemove();
  await control.removeCursor(db);
}
