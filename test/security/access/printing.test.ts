import { describe, expect, it, onTestFinished } from 'vitest';
import { hallPaths } from '#shared/ipc/board-api';
import type { TerminalKind } from '#shared/ipc/terminal-api';
import { printingPaths } from '#shared/ipc/printing-api';
import { scanFilePath, scanPaths } from '#shared/ipc/scans-api';
import { openDurableFolder } from '#main/services/durable-folder';
import { openTerminals } from '#main/services/queue/terminals';
import { openHall, printerAt } from '#test/integration/printing/hall';
import { runGatewayOver } from '#test/integration/gateway/running-gateway';
import { uid } from '#test/support/builders';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { startTicketPrinter } from '#test/support/ticket-printer';
import { temporaryFolder } from '#test/support/temporary-folder';

/** A station with a kiosk, a board and a ticket printer, behind a real gateway. */
async function station() {
  const folder = await temporaryFolder();
  const hall = await openHall(folder);
  const services = memoryServices(() => Date.UTC(2026, 10, 26, 1, 41));
  const plain = await openDurableFolder(folder);
  const terminals = await openTerminals({
    folder: plain,
    audit: services.audit,
    now: () => Date.UTC(2026, 10, 26, 1, 41),
  });
  const printer = await startTicketPrinter(48);
  const sessions = testSessions();
  const { gateway, stop } = await runGatewayOver(
    {
      services: { ...services, queue: hall.queue, printing: hall.printing, terminals },
      ...{ sessions, staff: nobody, devices: noDevices },
    },
    {
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: 0 },
        folders: { board: null, kiosk: null, pad: null },
      },
    },
  );
  onTestFinished(async () => {
    await stop();
    await hall.stop();
    await printer.stop();
  });
  const { addresses } = gateway;
  const doorOf = (kind: 'board' | 'kiosk'): string => addresses[kind] ?? '';
  const post = async (url: string, body: unknown, token?: string) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  async function pair(kind: TerminalKind & ('board' | 'kiosk')) {
    const made = await terminals.makeCode(uid(1), { kind, name: '大厅' });
    if (!made.ok) throw made.error;
    const { body } = await post(doorOf(kind) + hallPaths.pairing, { code: made.value.code });
    return (body as { readonly token: string }).token;
  }
  return { hall, terminals, printer, sessions, post, pair, doorOf, loopback: addresses.loopback };
}

describe('printing at a kiosk', () => {
  it('is for a paired kiosk at its own door, of what a kiosk may show', async () => {
    const { hall, terminals, printer, post, pair, doorOf } = await station();
    const token = await pair('kiosk');
    const url = doorOf('kiosk') + printingPaths.kiosk;
    const [kiosk] = terminals.list();
    await hall.queue.ask({ kind: 'staff', uid: uid(1) }, 'take-0001', {
      ...{ kind: 'take', group: 'A', itemNumber: null, priority: null, appointmentAtMs: null },
    });
    const wish = { what: 'ticket', number: 'A001', day: '2026-11-26' };
    expect(await post(url, wish, token)).toEqual({ status: 200, body: { outcome: 'no-printer', state: 'unknown' } });
    await hall.printing.set(uid(1), printerAt(printer.port, { kiosks: [kiosk?.id ?? ''] }));
    expect(await post(url, wish, token)).toEqual({ status: 200, body: { outcome: 'printed', state: 'ready' } });
    expect(printer.printed.some((row) => row.kind === 'line' && row.text.trim() === 'A001')).toBe(true);

    expect((await post(url, { ...wish, number: 'A777' }, token)).status).toBe(404);
    expect((await post(url, { what: 'receipt', receipt: 'ZZZZZZZZ' }, token)).status).toBe(404);
    // Its own words are nothing that a kiosk may have printed.
    expect((await post(url, { what: 'paper', paper: { parts: [] } }, token)).status).toBe(400);
    expect((await post(url, wish)).status).toBe(401);
    const board = await pair('board');
    expect((await post(url, wish, board)).status).toBe(403);
    expect((await post(doorOf('board') + printingPaths.kiosk, wish, board)).status).toBe(404);
  });

  it('is slowed down, receipts before others', async () => {
    const { post, pair, doorOf } = await station();
    const token = await pair('kiosk');
    const url = doorOf('kiosk') + printingPaths.kiosk;
    const answers: number[] = [];
    for (let tries = 0; tries < 9; tries += 1)
      answers.push((await post(url, { what: 'receipt', receipt: `ZZZZZZZ${tries}` }, token)).status);
    expect(answers).toEqual([...Array<number>(8).fill(404), 429]);
    for (let tries = 0; tries < 3; tries += 1)
      answers.push((await post(url, { what: 'materials', itemNumber: 'S001' }, token)).status);
    expect(answers.slice(-3)).toEqual([200, 200, 429]);
  });

  it('opens nothing of the staff’s, and staff open nothing of it', async () => {
    const { sessions, post, pair, doorOf, loopback } = await station();
    const kiosk = await pair('kiosk');
    for (const path of [printingPaths.print, printingPaths.setting, printingPaths.ticket, scanPaths.taken]) {
      expect((await post(loopback + path, {}, kiosk)).status, path).toBe(401);
      expect((await post(doorOf('kiosk') + path, {}, kiosk)).status, path).toBe(404);
    }
    const clerk = sessions.issue({ role: 'service', post: 'clerk', dbs: { 'queue-qinghe': 'write' } });
    const answer = await post(doorOf('kiosk') + printingPaths.kiosk, { what: 'materials', itemNumber: 'S001' }, clerk);
    expect(answer.status).toBe(401);
    const file = await fetch(loopback + scanFilePath('0'.repeat(32)), {
      headers: { authorization: `Bearer ${kiosk}` },
    });
    expect(file.status).toBe(401);
  });
});
