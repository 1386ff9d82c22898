import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportFields, EMPTY_REPORT } from '#shared/domain/incidents/report';
import { standingOf } from '#shared/domain/incidents/standing';
import type { StepContent } from '#shared/domain/incidents/steps';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import { openConflicts } from '#shared/sync/merge';
import { ACCEPT, aStep, DISPATCH, HANDLER, LEAD, NINE } from '../../unit/incidents/incidents';
import { uid } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { faultyFetch, openTestStation, type TestStation } from './station';

/** Two people who act on one incident while one of them has no network, over the real gateway. */

let station: TestStation;
const network = faultyFetch();
beforeEach(async () => {
  network.set('none');
  station = await openTestStation();
});
afterEach(() => station.close());

const COLLECTIONS = ['reference', 'incidents'] as const;

const read = async (device: TestDevice, id: string) =>
  (await device.get('incidents', id)) as unknown as Incident & WireRecord;

const report = (device: TestDevice) =>
  device.writer.create({
    type: 'incident',
    scope: 'qinghe-1',
    uid: uid(1),
    fields: {
      ...reportFields(
        { ...EMPTY_REPORT, title: '楼道堆物', address: '清和路 8幢' },
        { reportedAtMs: NINE, channel: 'staff' },
      ),
    },
  });

/** Writes the next step on a device, as whoever knows what that device knows. */
const act = (device: TestDevice, id: string, content: StepContent, by: string, minutes: number) =>
  device.writer.edit(id, (record) => {
    const known = record as unknown as Incident;
    return { steps: [...known.steps, aStep(known, content, by, minutes)] };
  });

describe('one incident on two devices', () => {
  it('comes to the same on both when they meet again, nothing is lost, and nobody has to choose', async () => {
    const desk = await station.device('desk', { collections: COLLECTIONS });
    const tablet = await station.device('tablet', { collections: COLLECTIONS, fetch: network.send });
    const { _id: id } = await report(desk);
    await act(desk, id, ACCEPT, LEAD, 3);
    await act(desk, id, DISPATCH, LEAD, 6);
    await until(async () => (await read(tablet, id))?.steps.length === 2);
    network.set('no-network');
    await act(tablet, id, { kind: 'start' }, HANDLER, 20);
    await act(tablet, id, { kind: 'finish' }, HANDLER, 40);
    await act(desk, id, { kind: 'return' }, LEAD, 30);
    await desk.settled();
    network.set('none');
    tablet.engine.wake();
    await tablet.settled();
    await until(async () => (await read(desk, id)).steps.length === 5);
    await until(async () => (await read(tablet, id)).steps.length === 5);
    const [atDesk, onTablet] = [await read(desk, id), await read(tablet, id)];
    expect(standingOf(onTablet)).toEqual(standingOf(atDesk));
    const standing = standingOf(atDesk);
    expect(standing.state).toBe('accepted');
    expect(standing.steps.map(({ step, aside }) => [step.kind, aside?.kind ?? null])).toEqual([
      ['accept', null],
      ['dispatch', null],
      ['start', null],
      ['return', null],
      ['finish', 'state'],
    ]);
    expect(standing.unaware).toHaveLength(3);
    // The tray of contested fields has nothing of it.
    expect(openConflicts(atDesk)).toEqual([]);
    await act(desk, id, DISPATCH, LEAD, 60);
    await until(async () => (await read(tablet, id)).steps.length === 6);
    expect(standingOf(await read(tablet, id))).toMatchObject({ state: 'dispatched', unaware: [] });
  });

  it('is listed by what its steps come to: the open ones first, whichever device closed it', async () => {
    const desk = await station.device('desk', { collections: COLLECTIONS });
    const tablet = await station.device('tablet', { collections: COLLECTIONS });
    const { _id: id } = await report(tablet);
    await until(async () => (await read(desk, id)) !== undefined);
    const rankOn = async (device: TestDevice) =>
      ((await device.get('incidents', id)) as unknown as { readonly rank: string }).rank;
    expect(await rankOn(desk)).toMatch(/^0 /);
    await act(desk, id, { kind: 'reject', reason: 'no-matter' }, LEAD, 5);
    await until(async () => (await read(tablet, id)).steps.length === 1);
    expect([await rankOn(desk), await rankOn(tablet)]).toEqual([
      expect.stringMatching(/^1 /),
      expect.stringMatching(/^1 /),
    ]);
  });
});
