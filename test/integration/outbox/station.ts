import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import type { Outcome } from '#shared/domain/messages/attempts';
import { MESSAGE_KINDS } from '#shared/domain/messages/kinds';
import { startOfDayMs } from '#shared/domain/calendar/date';
import type { AccountView } from '#shared/ipc/admin-api';
import type { Message } from '#shared/schema/types/message';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import type { Channel, Outgoing } from '#main/services/outbox/channel';
import { startOutbox, type OutboxOptions, type OutboxService } from '#main/services/outbox/outbox';
import type { DataKeys } from '#main/services/key-ports';
import type { NewMessage } from '#main/services/ports';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { uid } from '#test/support/builders';
import { memoryAudit, type MemoryAudit } from '#test/support/services';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

export const CLERK = uid(900);
export const WORKER = uid(901);
export const MANAGER = uid(902);
export const AUDITOR = uid(903);
/** Half past ten in the morning at the station. */
export const MORNING = startOfDayMs('2026-11-23') + 10.5 * 3_600_000;
export const HOUR_MS = 3_600_000;

const account = (of: string, post: AccountView['post']): AccountView => ({
  uid: of,
  code: post,
  name: '李工',
  post,
  gridNumbers: [1],
  functions: [],
  active: true,
  mustChangePassphrase: false,
  lastSignInMs: null,
});

/** Who works at the station: a clerk and a manager, to whom the desk is open, a grid worker, and an auditor with neither. */
export const STAFF = [
  account(CLERK, 'clerk'),
  account(WORKER, 'grid-worker'),
  account(MANAGER, 'manager'),
  account(AUDITOR, 'auditor'),
];

export interface OutboxStation {
  readonly hub: EdgeHub;
  readonly log: RecordedLog;
  readonly dataKeys: DataKeys;
  readonly audit: MemoryAudit;
  /** The folder of what is set. */
  readonly folder: DurableFolder;
  /** Puts the clock to an instant. */
  setClock(ms: number): void;
  /** As a manager changes an account. */
  changeStaff(uid: string, change: Partial<AccountView>): void;
  /** Starts the outbox; the one before is to be stopped or left for dead first. */
  start(options?: OutboxOptions): Promise<OutboxService>;
  read(id: string): Promise<Message>;
  /** Waits until the message is in that state. */
  until(id: string, state: Message['state']): Promise<Message>;
  /** How many messages there are. */
  count(): Promise<number>;
}

/** A station with its hub in a temporary folder, at half past ten in the morning. */
export async function outboxStation({
  gridNumbers = [1],
}: { readonly gridNumbers?: readonly number[] } = {}): Promise<OutboxStation> {
  let nowMs = MORNING;
  const works = { gridNumbers, of: {} as Record<string, Partial<AccountView>> };
  const now = () => nowMs;
  const log = recordedLog();
  const root = await temporaryFolder();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  const hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now, log });
  onTestFinished(() => hub.stop());
  const desk = await hub.create('desk-qinghe');
  for (const name of ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2']) await hub.create(name);
  const dataKeys = await openDataKeys(folder);
  const author = () => MANAGER;
  const audit = memoryAudit(now);

  async function read(id: string): Promise<Message> {
    const answer = await desk.get(id, { rev: null, latest: false, revs: false, conflicts: false });
    if (!answer.found) throw new Error(`no ${id}`);
    return answer.document as unknown as Message;
  }
  return {
    hub,
    log,
    dataKeys,
    audit,
    folder,
    setClock: (ms) => void (nowMs = ms),
    changeStaff: (uid, change) => void (works.of[uid] = { ...works.of[uid], ...change }),
    start: async (options = {}) => {
      const staff = {
        list: () => STAFF.map((each) => ({ ...each, gridNumbers: [...works.gridNumbers], ...works.of[each.uid] })),
      };
      const deps = { station: 'qinghe', hub, folder, dataKeys, staff, audit, author, log, now, random: () => 0.5 };
      const service = await startOutbox(deps, { lookEveryMs: 5, ...options });
      onTestFinished(() => service.stop());
      return service;
    },
    read,
    until: async (id, state) => {
      await vi.waitFor(async () => expect((await read(id)).state).toBe(state), { timeout: 5_000, interval: 10 });
      return read(id);
    },
    count: async () => {
      const query = { since: '0', limit: 100, includeDocs: false, style: 'main_only', conflicts: false } as const;
      return (await desk.changes({ ...query, descending: false, ids: null })).results.length;
    },
  };
}

/** A message to the channel `probe`, which a test hands in. */
export const aMessage = (change: Partial<NewMessage> = {}): NewMessage => ({
  key: 'alarm.1.family',
  channel: 'probe',
  recipient: { kind: 'staff', uid: CLERK },
  urgency: 'normal',
  template: 'alarm',
  title: { zh: '报警' },
  body: { zh: '{where}有人报警。', en: 'Alarm at {where}.' },
  values: { where: { kind: 'text', text: '3幢' } },
  ...change,
});

/** Another system at that address, that wants to know everything. */
export const aSystem = (url: string) => ({ name: 'street', url, authority: null, on: true, kinds: [...MESSAGE_KINDS] });

export interface Probe {
  readonly sent: readonly Outgoing[];
  readonly channels: { readonly probe: Channel };
}

/** A channel that does as told, and remembers what it was given. */
export function probe(answer: (outgoing: Outgoing, signal: AbortSignal) => Promise<Outcome> | Outcome): Probe {
  const sent: Outgoing[] = [];
  const channel: Channel = {
    carries: 'words',
    disturbs: true,
    refuses: () => null,
    send: async (outgoing, signal) => {
      sent.push(outgoing);
      return answer(outgoing, signal);
    },
  };
  return { sent, channels: { probe: channel } };
}

/** What a listening system got. */
export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Another system on this machine, that answers as told. */
export async function otherSystem(answer: (response: ServerResponse, n: number) => void) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => void (body += part));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      answer(response, got.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { got, url: `http://127.0.0.1:${port}/hooks/linli`, close };
}
