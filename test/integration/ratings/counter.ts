import { onTestFinished } from 'vitest';
import type { QueueCommand } from '#shared/domain/queue/commands';
import { padPaths } from '#shared/ipc/pad-api';
import { hallPaths } from '#shared/ipc/board-api';
import type { TerminalKind } from '#shared/ipc/terminal-api';
import type { Rating } from '#shared/schema/types/rating';
import { createAllowances } from '#main/services/allowance';
import { startApplications } from '#main/services/applications/applications';
import { openDurableFolder } from '#main/services/durable-folder';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { ticketRoutes } from '#main/services/gateway/residents/ticket-routes';
import { openTerminals } from '#main/services/queue/terminals';
import { createTicketRatings } from '#main/services/ratings/ratings';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { clerksDevice } from '../applications/desk';
import { dispatchStation, MANAGER, STAFF } from '../dispatch/station';
import { runGatewayOver } from '../gateway/running-gateway';
import { MORNING, openHall } from '../queue/hall';

/** A counter with its line, its hub and its pads, behind real doors; the clock stands where it is put. */
export async function counterOfTheHall({ pad = null as string | null, clock = MORNING } = {}) {
  let nowMs = clock;
  const now = () => nowMs;
  const station = await dispatchStation();
  const dispatch = await station.start();
  const folder = await temporaryFolder();
  const hall = await openHall(folder, { now });
  const services = memoryServices(now);
  const common = { station: 'qinghe', hub: station.hub, author: () => MANAGER, log: recordedLog(), now };
  const applications = startApplications({
    ...common,
    receipts: { next: () => dispatch.newReceipt(), seen: dispatch.seenReceipt },
    staff: { list: () => STAFF },
    outbox: station.outbox,
  });
  const { queue } = hall;
  const { dataKeys } = services;
  const terminals = await openTerminals({ folder: await openDurableFolder(folder), audit: services.audit, now });
  const ratings = createTicketRatings({
    ...{ ...common, dataKeys, queue, applications: () => applications, codeSecret: 'of the host' },
  });
  const { gateway, stop } = await runGatewayOver(
    {
      services: { ...services, queue, terminals, ticketRatings: ratings },
      ...{ sessions: testSessions(), staff: nobody, devices: noDevices },
    },
    {
      now,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null, ports: { board: 0, kiosk: 0 } },
        folders: { board: null, kiosk: null, pad },
      },
    },
  );
  const residents = { ...services.residents, stationName: () => '青禾里' };
  const phones = { deadlines: DEADLINES, log: recordedLog(), residents, allowances: createAllowances(), now };
  const app = createResidentListener({ ...phones, tls: null, hostNames: null });
  void app.register(async (scope) => ticketRoutes(scope, { ...phones, ticketRatings: ratings }));
  const phonePort = await listen(app, '127.0.0.1', 0);
  onTestFinished(async () => {
    await stop();
    await app.close();
    await applications.stop();
    await queue.stop();
  });

  const kiosk = gateway.addresses.kiosk ?? '';
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
  const post = async (path: string, body: unknown, token: string) => {
    const answer = await fetch(kiosk + path, { method: 'POST', headers: headers(token), body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const get = async (path: string, token: string) => fetch(kiosk + path, { headers: headers(token) });

  async function pair(kind: TerminalKind, counter?: string): Promise<string> {
    const made = await terminals.makeCode(uid(1), { kind, name: '窗口', ...(counter !== undefined && { counter }) });
    if (!made.ok) throw made.error;
    const door = kind === 'board' ? (gateway.addresses.board ?? '') : kiosk;
    const answer = await fetch(door + hallPaths.pairing, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: made.value.code, kind }),
    });
    if (!answer.ok) throw new Error(`pairing: ${answer.status}`);
    return ((await answer.json()) as { readonly token: string }).token;
  }

  const tell = async (clerk: number, command: QueueCommand): Promise<string> => (await hall.told(clerk, command)) ?? '';
  return {
    kiosk,
    hall,
    terminals,
    gateway,
    dataKeys,
    applications,
    ratings,
    pair,
    post,
    get,
    clerk: clerksDevice(station, now),
    setClock: (ms: number) => void (nowMs = ms),
    /** What a window's pad shows. */
    async asks(token: string, window = '3'): Promise<string | null> {
      const answer = await get(padPaths.state, token);
      const { windows } = (await answer.json()) as {
        readonly windows: readonly { readonly id: string; readonly asks: { readonly number: string } | null }[];
      };
      return windows.find(({ id }) => id === window)?.asks?.number ?? null;
    },
    tell,
    /** Calls the next number to the window and begins with it. */
    async begin(clerk = 1, counter = '3'): Promise<string> {
      const number = await tell(clerk, { kind: 'next', counter });
      await tell(clerk, { kind: 'start', counter, number });
      return number;
    },
    async ratingOf(key: string): Promise<Rating | null> {
      const query = { rev: null, latest: false, revs: false, conflicts: false } as const;
      const stored = await station.hub.database('desk-qinghe')?.get(`rating~qinghe~${key}`, query);
      return stored?.found === true ? (stored.document as unknown as Rating) : null;
    },
    async phone(path: string, form?: Record<string, string>) {
      const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
      const answer = await fetch(`http://127.0.0.1:${phonePort}${path}`, { redirect: 'manual', ...init });
      return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
    },
  };
}
