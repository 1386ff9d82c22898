import { createHash } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { paths, practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { printingPaths } from '#shared/ipc/printing-api';
import { hallPaths } from '#shared/ipc/board-api';
import { queuePaths } from '#shared/ipc/queue-api';
import { scanFilePath, scanPaths, scansViewSchema } from '#shared/ipc/scans-api';
import { signInAt, startForTest } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';
import { startTicketPrinter } from '#test/support/ticket-printer';

it('prints a kiosk’s ticket and offers a scan, as a whole host that somebody set up over its doors', async () => {
  const root = await temporaryFolder();
  const host = await startForTest(path.join(root, 'data'));
  const printer = await startTicketPrinter(48);
  const origin = host.addresses.loopback;
  const ask = async (url: string, token: string | null, body?: unknown) => {
    const answer = await fetch(url, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
    });
    expect(answer.status, url).toBe(200);
    return (await answer.json()) as unknown;
  };
  try {
    const { accounts } = practiceSchema.parse(await ask(origin + paths.practice, null));
    const passphrase = accounts.find(({ code }) => code === 'zhoum')?.passphrase ?? '';
    const session = await (await signInAt(host, 'zhoum', passphrase)).json();
    const { token } = sessionSchema.parse(session);

    const made = (await ask(origin + queuePaths.pairingCode, token, { kind: 'kiosk', name: '大厅' })) as {
      code: string;
    };
    const door = host.addresses.localKiosk ?? host.addresses.kiosk ?? '';
    const kiosk = ((await ask(door + hallPaths.pairing, null, { code: made.code })) as { token: string }).token;
    const view = (await ask(origin + queuePaths.terminals, token)) as { terminals: { id: string }[] };
    await ask(origin + printingPaths.setting, token, {
      ...{ id: null, name: '取号机', width: 80, cuts: true, counters: ['1'], kiosks: [view.terminals[0]?.id] },
      way: { kind: 'network', host: '127.0.0.1', port: printer.port },
    });
    const taken = await ask(origin + queuePaths.commands, token, {
      request: 'take-0001',
      command: { kind: 'take', group: 'A', itemNumber: 'S017', priority: null, appointmentAtMs: null },
    });
    const { day, number } = taken as { day: string; number: string };
    expect(await ask(door + printingPaths.kiosk, kiosk, { what: 'ticket', number, day })).toEqual({
      outcome: 'printed',
      state: 'ready',
    });
    expect(await ask(door + printingPaths.kiosk, kiosk, { what: 'materials', itemNumber: 'S017' })).toMatchObject({
      outcome: 'printed',
    });
    const lines = printer.printed.flatMap((row) => (row.kind === 'line' ? [row.text.trim()] : []));
    expect(lines).toContain(number);
    expect(lines.join('')).toContain('高龄津贴');
    expect([printer.unknown, printer.tooWide]).toEqual([[], []]);

    const folder = path.join(root, 'scans');
    await mkdir(folder);
    const inside = await ask(origin + scanPaths.settings, token, { folder: path.join(root, 'data'), then: 'move' });
    expect(inside).toEqual({ outcome: 'refused', trouble: 'own' });
    expect(await ask(origin + scanPaths.settings, token, { folder, then: 'move' })).toEqual({ outcome: 'set' });
    const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);
    await writeFile(path.join(folder, 'scan.jpg'), jpeg);
    const scans = async () => scansViewSchema.parse(await ask(origin + scanPaths.scans, token)).scans;
    await expect.poll(scans, { timeout: 15_000, interval: 300 }).toHaveLength(1);
    const [scan] = await scans();
    const file = await fetch(origin + scanFilePath(scan?.id ?? ''), { headers: { authorization: `Bearer ${token}` } });
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([file.headers.get('content-type'), [...bytes]]).toEqual(['application/octet-stream', [...jpeg]]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await ask(origin + scanPaths.taken, token, { id: scan?.id, sha256 })).toEqual({ outcome: 'put-away' });
    expect(await readdir(path.join(folder, 'taken'))).toEqual(['scan.jpg']);
  } finally {
    await printer.stop();
  }
});
