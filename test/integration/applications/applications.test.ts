import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { createRecord } from '#shared/sync/author';
import { startApplications } from '#main/services/applications/applications';
import { testReplica, uid } from '#test/support/builders';
import { NINE } from '../../unit/incidents/incidents';
import { CLERK, dispatchStation, LEAD, MANAGER, STAFF } from '../dispatch/station';
import { clerksDevice } from './desk';

const DAY_MS = 86_400_000;

async function counter() {
  const station = await dispatchStation();
  const dispatch = await station.start();
  const clerk = clerksDevice(station, station.now);
  await clerk.item();
  const start = () => {
    const service = startApplications(
      {
        station: 'qinghe',
        hub: station.hub,
        receipts: { next: () => dispatch.newReceipt(), seen: dispatch.seenReceipt },
        staff: { list: () => STAFF },
        outbox: station.outbox,
        author: () => MANAGER,
        log: station.log,
        now: station.now,
      },
      20,
    );
    onTestFinished(() => service.stop());
    return service;
  };
  const told = async (template: string) =>
    (await station.messages())
      .filter((message) => message.template === template)
      .map(({ recipient }) => recipient.kind === 'staff' && recipient.uid)
      .sort();
  const until = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 5_000, interval: 10 });
  return { station, dispatch, clerk, start, told, until };
}

describe('the host at the counter', () => {
  it('gives an application that comes in a receipt of its own, which incidents never get', async () => {
    const { station, dispatch, clerk, start, until } = await counter();
    const service = start();
    const ids = [await clerk.apply(1), await clerk.apply(2)];
    await until(async () => {
      for (const id of ids) expect((await clerk.read(id)).receipt).not.toBeNull();
    });
    const receipts = await Promise.all(ids.map(async (id) => (await clerk.read(id)).receipt ?? ''));
    expect(new Set(receipts).size).toBe(2);
    for (const [at, receipt] of receipts.entries()) {
      expect(readReceipt(receipt)).toBe(receipt);
      expect(await service.findReceipt(receipt)).toBe(ids[at]);
      expect(await dispatch.findReceipt(receipt)).toBeNull();
    }
    const incident = await station.until(await station.report(50), 'dispatched');
    expect(receipts).not.toContain(incident.receipt);
  });

  it('tells whoever accepted it when the promised time runs out, and the shift once it has; once each, over a restart too', async () => {
    const { station, clerk, start, told, until } = await counter();
    const service = start();
    const id = await clerk.apply(1);
    await clerk.take(id, { kind: 'submit' });
    await clerk.take(id, { kind: 'accept', promised: [] });
    await service.settled();
    expect(await told('application-soon')).toEqual([]);
    // Promised in two working days: after one and a half, half a day is left.
    station.setClock(NINE + 1.2 * DAY_MS);
    await until(async () => expect(await told('application-soon')).toEqual([CLERK]));
    expect(await told('application-late')).toEqual([]);
    station.setClock(NINE + 2.2 * DAY_MS);
    await until(async () => expect(await told('application-late')).toEqual([CLERK, LEAD].sort()));
    await service.stop();
    const again = start();
    await again.settled();
    expect(await told('application-late')).toHaveLength(2);
    expect(JSON.stringify(await station.messages())).not.toMatch(/沈|139/);
  });

  it('tells of what was to follow and has not come, and of somebody who urges', async () => {
    const { station, clerk, start, told, until } = await counter();
    start();
    const id = await clerk.apply(1);
    await clerk.take(id, { kind: 'submit' });
    const untilMs = NINE + 3_600_000;
    await clerk.take(id, { kind: 'accept', promised: [{ materialId: 'm2', untilMs }] });
    await clerk.take(id, { kind: 'supervise' }, 'duty-lead', LEAD);
    await until(async () => expect(await told('application-urged')).toEqual([CLERK]));
    expect(await told('application-follow')).toEqual([]);
    station.setClock(untilMs + 60_000);
    await until(async () => expect(await told('application-follow')).toEqual([CLERK]));
  });

  it('asks the shift to call back after a poor rating, and the manager when nobody has in time', async () => {
    const { station, start, told, until } = await counter();
    start();
    const device = testReplica('window2', station.now, CLERK);
    const fields = {
      service: 'application',
      serviceUid: uid(1),
      itemNumber: 'S017',
      satisfaction: 'dissatisfied',
      comment: null,
      channel: 'counter',
      ratedAtMs: NINE,
      servedByUid: CLERK,
      rectifyByMs: NINE + 5 * DAY_MS,
      steps: [],
    };
    const made = { type: 'rating', schema: 1, scope: 'qinghe', uid: uid(2), key: `a.${uid(1)}`, fields };
    await station.put('desk-qinghe', createRecord(made, device.write()));
    await until(async () => expect(await told('application-poor')).toEqual([LEAD]));
    expect(await told('application-rectify-late')).toEqual([]);
    station.setClock(NINE + 5 * DAY_MS + 1);
    await until(async () => expect(await told('application-rectify-late')).toEqual([MANAGER]));
  });
});
