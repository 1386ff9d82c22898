import { randomBytes } from 'node:crypto';
import { openDurableFolder } from '#main/services/durable-folder';
import { openPrinting } from '#main/services/printing/printing';
import type { PrintTimes } from '#main/services/printing/run-job';
import { openQueue } from '#main/services/queue/queue';
import { createCipher } from '#main/services/secrets/cipher';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import type { AuditEntry } from '#shared/ipc/admin-api';
import type { SetPrinter } from '#shared/ipc/printing-api';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

/** Thursday, 26 November 2026, 09:41 at the station. */
export const AT_MS = Date.UTC(2026, 10, 26, 1, 41);
export const DAY = '2026-11-26';
export const KIOSK = uid(31);
export const LIN = uid(1);
export const WANG = uid(2);

/** Quick, since nothing here is far away. */
const TIMES: PrintTimes = { connect: 400, answer: 150, print: 400, again: 50 };

/** Real printers, a real queue, and a station around them. */
export async function openHall(folder?: string) {
  const path = folder ?? (await temporaryFolder());
  const sealed = await openDurableFolder(path);
  const audited: Pick<AuditEntry, 'kind' | 'by' | 'subject' | 'detail'>[] = [];
  const audit = { append: async (entry: (typeof audited)[number]) => void audited.push(entry) };
  const now = () => AT_MS;
  const log = recordedLog();
  const queue = await openQueue({
    path: `${path}/queue`,
    cipher: createCipher(Uint8Array.from(randomBytes(32)), 'queue'),
    hall: { current: () => USUAL_HALL, set: async () => undefined },
    stationName: () => '和平社区服务中心',
    log,
    now,
  });
  const residents = {
    stationName: () => '和平社区服务中心',
    application: async (receipt: string) =>
      receipt === 'AB12CD34'
        ? {
            ...{ receipt, item: '老年优待证办理', startedAtMs: AT_MS, state: 'accepted' as const, isPaused: false },
            ...{ steps: [], dueAtMs: AT_MS + 86_400_000, toBring: [{ name: '照片', untilMs: null }] },
            ...{ rated: null, mayRate: false },
          }
        : null,
  };
  const item = (number: string) => (number === 'S001' ? CARD : null);
  const printing = await openPrinting({ folder: sealed, queue, residents, item, audit, log, now, times: TIMES });
  return {
    ...{ path, printing, queue, audited, log },
    stop: async () => {
      await printing.stop();
      await queue.stop();
    },
  };
}

export const LINKS = {
  origin: 'https://linli.example',
  ticketCode: (_day: string, number: string) => `${number}-7KQ4M2XR`,
};

const CARD: ItemVersion = {
  id: uid(40),
  written: { at: AT_MS, by: LIN, on: 'aaaaaaaaaaaa' },
  name: '老年优待证办理',
  department: null,
  who: null,
  materials: [
    { id: 'id', name: '居民身份证', need: 'required', when: null, mayFollow: false },
    {
      id: 'proxy',
      name: '委托书（由他人代办，须写明委托事项、期限并由双方签名）',
      need: 'conditional',
      when: '代办',
      mayFollow: false,
    },
  ],
  statutory: null,
  promised: { text: '5个工作日', limit: null },
  steps: null,
  fee: '不收费',
  form: null,
  basis: null,
  source: null,
};

/** A printer at that port of this machine. */
export const printerAt = (port: number, more: Partial<SetPrinter> = {}): SetPrinter => ({
  ...{ id: null, name: '大厅取号机', width: 80, way: { kind: 'network', host: '127.0.0.1', port }, cuts: true },
  ...{ kiosks: [KIOSK], counters: ['1'] },
  ...more,
});
