import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { hallSchema } from '#shared/ipc/queue-api';
import { makeCodeSchema } from '#shared/ipc/terminal-api';
import { openDurableFolder } from '#main/services/durable-folder';
import { openHallFile } from '#main/services/queue/hall-file';
import { openTerminals } from '#main/services/queue/terminals';
import { openVoice } from '#main/services/voice/voice';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';

const now = () => Date.parse('2026-11-23T01:30:00Z');
/** What a terminal keeps. */
const SECRET = 'A'.repeat(43);

it('a station’s boards and kiosks of before there were pads stay paired, and their file is written anew with the next one', async () => {
  const root = await temporaryFolder();
  const folder = await openDurableFolder(root);
  const secretHash = createHash('sha256').update(SECRET).digest('base64');
  const old = { version: 1, terminals: [{ id: uid(5), kind: 'board', name: '大厅', pairedAtMs: 1, secretHash }] };
  await writeFile(join(root, 'queue-terminals.json'), JSON.stringify(old));
  const audit = memoryAudit(now);
  const terminals = await openTerminals({ folder, audit, now });
  expect(terminals.verify(`t.${uid(5)}.${SECRET}`)).toEqual({ id: uid(5), kind: 'board', counter: null });
  const made = await terminals.makeCode(uid(1), { kind: 'pad', name: '窗口', counter: '2' });
  await terminals.pair(made.ok ? made.value.code : '', 'pad');
  const again = await openTerminals({ folder, audit, now });
  expect(again.list()).toMatchObject([
    { kind: 'board', counter: null },
    { kind: 'pad', counter: '2' },
  ]);
});

it('a hall that was set before there were pads asks for as long as a new one', async () => {
  const root = await temporaryFolder();
  const { askRatingMs, ...policy } = USUAL_HALL.policy;
  const old = { version: 1, hall: { ...USUAL_HALL, policy, opensAt: '09:00' } };
  await writeFile(join(root, 'queue-hall.json'), JSON.stringify(old));
  const hall = await openHallFile(await openDurableFolder(root), memoryAudit(now), { isPractice: false });
  expect(hall.current()).toMatchObject({ opensAt: '09:00', policy: { askRatingMs } });
  expect(hallSchema.safeParse({ ...USUAL_HALL, policy: { ...policy, askRatingMs: 1 } }).success).toBe(false);
});

it('a code names a window for a pad, and for nothing else', () => {
  const allows = (wanted: object) => makeCodeSchema.safeParse(wanted).success;
  expect(allows({ kind: 'pad', name: '窗口', counter: '3' })).toBe(true);
  expect(allows({ kind: 'board', name: '大厅' })).toBe(true);
  for (const wrong of [{ kind: 'pad' }, { kind: 'pad', counter: '0' }, { kind: 'kiosk', counter: '3' }])
    expect(allows({ name: '大厅', ...wrong }), JSON.stringify(wrong)).toBe(false);
});

it('clips are those that the README names, of a size that can be played; nothing else in or above the folder is handed out', async () => {
  const root = await temporaryFolder();
  const folder = join(root, 'voice');
  const voice = await openVoice({ folder, log: recordedLog() });
  expect(await voice.list()).toEqual([]);
  await writeFile(join(root, 'secret.wav'), 'of somebody else');
  for (const name of ['please.wav', '7.mp3', 'notes.txt', 'hello.wav', 'A.exe'])
    await writeFile(join(folder, name), name);
  await writeFile(join(folder, 'window.ogg'), new Uint8Array(2 * 1024 * 1024 + 1));
  expect(await voice.list()).toEqual(['7.mp3', 'please.wav', 'window.ogg']);
  expect(await voice.read('7.mp3')).toMatchObject({ mime: 'audio/mpeg' });
  for (const name of ['window.ogg', 'hello.wav', '../secret.wav', '..%2Fsecret.wav', 'please.wav/../../secret.wav'])
    expect(await voice.read(name), name).toBeNull();
});
