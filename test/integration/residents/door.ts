import { onTestFinished } from 'vitest';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { createAllowances } from '#main/services/allowance';
import { startApplications } from '#main/services/applications/applications';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { createResidents } from '#main/services/residents/residents';
import { recordedLog } from '#test/support/quiet-log';
import { memoryDataKeys } from '#test/support/services';
import { aStep, MINUTE_MS, NINE } from '../../unit/incidents/incidents';
import { ANNA, dispatchStation, LEAD, MANAGER, STAFF } from '../dispatch/station';

/** Words of the reports that no resident may read. */
export const SECRETS = ['8幢东侧', '车主不在', '李工', '消防通道堵塞：'];

/** The residents' door of a station whose dispatcher runs, over a real socket. */
export async function residentsDoor({ proxies = [] as readonly string[] } = {}) {
  let nowMs = NINE + 40 * MINUTE_MS;
  const station = await dispatchStation();
  const dispatch = await station.start();
  const dataKeys = memoryDataKeys();
  const receipts = { next: () => dispatch.newReceipt(), seen: dispatch.seenReceipt };
  const applications = startApplications({
    station: 'qinghe',
    hub: station.hub,
    receipts,
    staff: { list: () => STAFF },
    outbox: station.outbox,
    author: () => MANAGER,
    log: recordedLog(),
    now: () => nowMs,
  });
  onTestFinished(() => applications.stop());
  const residents = createResidents({
    stationName: () => '青禾里社区',
    hub: station.hub,
    dataKeys,
    incidents: () => dispatch,
    station: 'qinghe',
    applications: () => applications,
    author: () => MANAGER,
    log: recordedLog(),
    now: () => nowMs,
  });
  const app = createResidentListener({
    tls: null,
    hostNames: null,
    deadlines: DEADLINES,
    log: recordedLog(),
    proxies,
    residents,
    allowances: createAllowances(),
    now: () => nowMs,
  });
  onTestFinished(() => app.close());
  const port = await listen(app, '127.0.0.1', 0);
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...init });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, bytes, text: new TextDecoder().decode(bytes) };
  };
  return {
    station,
    dispatch,
    applications,
    dataKeys,
    ask,
    rate: (receipt: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(`/p/${receipt}/rating?lang=zh`, { method: 'POST', body: new URLSearchParams(form), headers }),
    setClock: (ms: number) => void (nowMs = ms),
    /** A report with a receipt that the dispatcher has sent out. */
    async reported(): Promise<{ readonly id: string; readonly receipt: string }> {
      const id = await station.report(1, { title: '8幢东侧消防通道被电动车堵住', address: '清和路 8幢东侧' });
      const { receipt } = await station.until(id, 'dispatched');
      return { id, receipt: receipt ?? '' };
    },
    /** Takes it as far as that, to its end when nothing is said; `finish` is what else the step of the work says. */
    async close(id: string, { finish = {}, upTo = 'close' }: CloseOptions = {}): Promise<void> {
      for (const [n, kind] of WAY.slice(0, WAY.indexOf(upTo) + 1).entries()) {
        const record = await station.read(id);
        const [by, post] = n < 2 ? ([ANNA, 'grid-worker'] as const) : ([LEAD, 'duty-lead'] as const);
        const step = aStep(record, { kind }, by, 12 + n, post);
        await station.change(id, {
          steps: [...record.steps, kind === 'finish' ? ({ ...step, ...finish } as IncidentStep) : step],
        });
      }
      await station.until(id, STATES[upTo]);
    },
  };
}

const WAY = ['start', 'finish', 'verify', 'close'] as const;
const STATES = { start: 'handling', finish: 'handled', verify: 'verified', close: 'closed' } as const;

interface CloseOptions {
  readonly finish?: Partial<IncidentStep>;
  readonly upTo?: (typeof WAY)[number];
}
