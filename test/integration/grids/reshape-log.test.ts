import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uid } from '#test/support/builders';
import { temporaryFolder } from '#test/support/temporary-folder';
import { openDurableFolder } from '#main/services/durable-folder';
import { openReshapeLog, RESHAPES_FILE } from '#main/services/grids/reshape-log';
import { WHOLE } from './town';

/** A merge that an earlier version had begun, as it lies in its file. */
const FORMER = {
  ...{ version: 1, uid: uid(1), kind: 'merge', grid: 2, by: uid(901), startedAtMs: 1_800_000_000_000, endedAtMs: null },
  ...{ targets: [{ number: 1, name: null, boundary: WHOLE }], boundary: null, isDrawn: true },
  moves: [{ buildingUid: uid(40), target: 0, transfer: null, isDone: false, isWaiting: false }],
};

async function folderWith(content: unknown) {
  const folder = await openDurableFolder(join(await temporaryFolder(), 'host-only'));
  await folder.write(RESHAPES_FILE, JSON.stringify(content));
  return folder;
}

describe('the log of grids that are cut and put together', () => {
  it('goes on with what an earlier version had begun', async () => {
    const folder = await folderWith({ version: 1, reshapes: [FORMER] });
    const log = await openReshapeLog(folder);
    expect(log.all()).toMatchObject([{ uid: uid(1), grids: [2], moves: [{ buildingUid: uid(40), from: 2 }] }]);
    await log.change(uid(1), () => ({ endedAtMs: 1_800_000_000_500 }));
    const again = await openReshapeLog(folder);
    expect(again.all()).toMatchObject([{ uid: uid(1), grids: [2], endedAtMs: 1_800_000_000_500 }]);
  });

  it('does not begin anew where it does not open: a grid would stay half cut', async () => {
    const folder = await folderWith({ version: 1, reshapes: [{ ...FORMER, grid: 'x' }] });
    await expect(openReshapeLog(folder)).rejects.toMatchObject({ code: 'host.data-damaged' });
  });
});
