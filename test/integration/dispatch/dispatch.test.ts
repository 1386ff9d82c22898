import { describe, expect, it, vi } from 'vitest';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { standingOf } from '#shared/domain/incidents/standing';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { uid } from '#test/support/builders';
import { aRule, aStep, FIRE, HOUR_MS, MINUTE_MS, NINE, PROPERTY } from '../../unit/incidents/incidents';
import { ANNA, BEN, CLERK, dispatchStation, LEAD, LIFTS, MANAGER } from './station';

const kinds = ({ steps }: { readonly steps: readonly IncidentStep[] }) => steps.map(({ kind }) => kind);
const templates = (messages: readonly { readonly template: string }[]) =>
  messages.map(({ template }) => template).sort();

describe('a report that arrives', () => {
  it('is taken on and sent out at once where a rule says so, with the reason kept and a receipt for the resident', async () => {
    const station = await dispatchStation();
    await station.start();
    const record = await station.until(await station.report(1), 'dispatched');
    expect(standingOf(record).assignee).toEqual({ unitUid: FIRE, staffUid: null, mode: 'assigned' });
    expect(record.steps).toMatchObject([
      { kind: 'accept', post: 'host', written: { by: MANAGER, at: NINE } },
      { kind: 'dispatch', copyUnitUids: [PROPERTY], because: { ruleUid: uid(11), category: 'major', area: 'any' } },
    ]);
    expect(readReceipt(record.receipt ?? '')).toBe(record.receipt);
  });

  it('waits for a person where no rule fits, and the desk is told', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    const id = await station.report(1, { categoryUid: null });
    await vi.waitFor(async () => expect(await station.messages()).toHaveLength(2), 5_000);
    await service.settled();
    expect(kinds(await station.read(id))).toEqual([]);
    const told = await station.messages();
    expect(
      told.map(({ recipient, template }) => [template, recipient.kind === 'staff' && recipient.uid]).sort(),
    ).toEqual(
      [
        ['incident-waits', LEAD],
        ['incident-waits', CLERK],
      ].sort(),
    );
    expect(told[0]?.values).toEqual({ what: { kind: 'field', record: id, field: 'title' } });
  });

  it('takes turns among those who work there, whatever grid it is from', async () => {
    const station = await dispatchStation();
    await station.start();
    const ids: string[] = [];
    for (const [n, grid] of [1, 2, 1, 2].entries()) {
      station.setClock(NINE + n * MINUTE_MS);
      const id = await station.report(n + 1, { categoryUid: LIFTS.uid }, grid);
      ids.push(id);
      await station.until(id, 'dispatched');
    }
    const whose = await Promise.all(ids.map(async (id) => standingOf(await station.read(id)).assignee?.staffUid));
    expect(whose).toEqual([ANNA, BEN, ANNA, BEN]);
  });

  it('and comes back from whom it was sent to is not sent out again by itself', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    const id = await station.report(1);
    const record = await station.until(id, 'dispatched');
    await station.change(id, { steps: [...record.steps, aStep(record, { kind: 'return' }, ANNA, 5, 'grid-worker')] });
    await station.until(id, 'accepted');
    await service.settled();
    expect(kinds(await station.read(id))).toEqual(['accept', 'dispatch', 'return']);
  });

  it('goes by the rules as they are at that moment', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    await service.settled();
    await station.table(aRule(10, { majors: ['消防安全'], unitUid: PROPERTY, mode: 'pool' }));
    await service.settled();
    const record = await station.until(await station.report(1), 'dispatched');
    expect(standingOf(record).assignee).toEqual({ unitUid: PROPERTY, staffUid: null, mode: 'pool' });
  });
});

describe('a limit that runs out', () => {
  it('is told to whom it concerns, level by level and each once', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    const id = await station.report(1);
    await station.until(id, 'dispatched');
    station.setClock(NINE + 31 * MINUTE_MS);
    await vi.waitFor(async () => expect(templates(await station.messages())).toEqual(['incident-nobody-came']), 5_000);
    station.setClock(NINE + 61 * MINUTE_MS);
    await vi.waitFor(async () => expect(await station.messages()).toHaveLength(2), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await service.settled();
    const record = await station.read(id);
    expect(record.steps.slice(2)).toMatchObject([
      { kind: 'escalate', clock: 'response', level: 1 },
      { kind: 'escalate', clock: 'handling', level: 1 },
    ]);
    expect(templates(await station.messages())).toEqual(['incident-late', 'incident-nobody-came']);
  });

  it('does so no more once it is done', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    const id = await station.report(1);
    const record = await station.until(id, 'dispatched');
    await station.change(id, { steps: [...record.steps, aStep(record, { kind: 'finish' }, ANNA, 10, 'grid-worker')] });
    station.setClock(NINE + 9 * HOUR_MS);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await service.settled();
    expect(kinds(await station.read(id))).toEqual(['accept', 'dispatch', 'finish']);
  });
});

describe('a host that stops anywhere', () => {
  it('sends out what came in while it was off, each once, and tells once', async () => {
    const station = await dispatchStation();
    const ids = [
      await station.report(1),
      await station.report(2, {}, 2),
      await station.report(3, { categoryUid: null }),
    ];
    for (let run = 0; run < 3; run += 1) {
      const service = await station.start();
      await service.settled();
      await service.stop();
    }
    for (const id of ids.slice(0, 2)) expect(kinds(await station.read(id))).toEqual(['accept', 'dispatch']);
    expect(await station.messages()).toHaveLength(2);
  });

  it('does not do again what is on the disk though nobody told it so: killed after the write', async () => {
    const station = await dispatchStation();
    const id = await station.report(1);
    let writes = 0;
    const grid = station.hub.database('grid-qinghe-1');
    if (!grid) throw new Error('no grid');
    // The write reaches the disk, its answer does not.
    const cutOff = Object.assign(Object.create(grid) as typeof grid, {
      bulkDocs: async (write: Parameters<typeof grid.bulkDocs>[0]) => {
        await grid.bulkDocs(write);
        writes += 1;
        throw new Error('cut off');
      },
    });
    const hub = Object.assign(Object.create(station.hub) as typeof station.hub, {
      database: (name: string) => (name === 'grid-qinghe-1' ? cutOff : station.hub.database(name)),
    });
    const dying = await station.start({ hub });
    await dying.settled();
    expect(writes).toBe(1);
    await dying.stop();
    const service = await station.start();
    await service.settled();
    expect(kinds(await station.read(id))).toEqual(['accept', 'dispatch']);
    const { receipt } = await station.read(id);
    expect(receipt).not.toBeNull();
  });

  it('takes the same step under the same id when the hub was set back to before it', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    const before = await station.until(await station.report(1), 'dispatched');
    await service.stop();
    const again = await dispatchStation();
    await again.start();
    const after = await again.until(await again.report(1), 'dispatched');
    expect(after.steps.map(({ id }) => id)).toEqual(before.steps.map(({ id }) => id));
  });

  it('gives no receipt twice, though the folder with its counter was put back from a copy', async () => {
    const station = await dispatchStation();
    const first = await station.start();
    const given: (string | null)[] = [];
    for (let n = 1; n <= 3; n += 1) given.push((await station.until(await station.report(n), 'dispatched')).receipt);
    await first.stop();
    await station.folder.remove('receipts.json');
    await station.start();
    for (let n = 4; n <= 6; n += 1) given.push((await station.until(await station.report(n), 'dispatched')).receipt);
    expect(given).not.toContain(null);
    expect(new Set(given).size).toBe(6);
  });

  it('says so when something does not let itself be written, and sees to the others', async () => {
    const station = await dispatchStation();
    const grid = station.hub.database('grid-qinghe-1');
    if (!grid) throw new Error('no grid');
    const broken = Object.assign(Object.create(grid) as typeof grid, {
      bulkDocs: () => Promise.resolve([{ id: 'x', error: 'io', reason: 'disk' }]),
    });
    const hub = Object.assign(Object.create(station.hub) as typeof station.hub, {
      database: (name: string) => (name === 'grid-qinghe-1' ? broken : station.hub.database(name)),
    });
    await station.report(1);
    const other = await station.report(2, {}, 2);
    const service = await station.start({ hub });
    await station.until(other, 'dispatched');
    expect(service.health()).toMatchObject({ ok: false, facts: { failed: 1 } });
  });
});

describe('a clerk who writes at the same moment', () => {
  it('loses nothing, and neither does the host', async () => {
    const station = await dispatchStation();
    const grid = station.hub.database('grid-qinghe-1');
    if (!grid) throw new Error('no grid');
    const id = await station.report(1);
    let met = 0;
    const busy = Object.assign(Object.create(grid) as typeof grid, {
      bulkDocs: async (write: Parameters<typeof grid.bulkDocs>[0]) => {
        if (met === 0) {
          met += 1;
          const record = await station.read(id);
          const note = aStep(record, { kind: 'note' }, CLERK, 1, 'clerk');
          await station.change(id, { steps: [...record.steps, note], address: '清和路 8幢东门' });
        }
        return grid.bulkDocs(write);
      },
    });
    const hub = Object.assign(Object.create(station.hub) as typeof station.hub, {
      database: (name: string) => (name === 'grid-qinghe-1' ? busy : station.hub.database(name)),
    });
    await station.start({ hub });
    const record = await station.until(id, 'dispatched');
    expect(met).toBe(1);
    expect(station.log.lines.filter(({ event }) => event === 'dispatch.failed')).toEqual([]);
    expect(kinds(record)).toEqual(['note', 'accept', 'dispatch']);
    expect(record.address).toBe('清和路 8幢东门');
    expect(standingOf(record).unaware).toEqual([]);
  });
});

describe('the calendar', () => {
  it('of the years that the product knows is there, and is written once', async () => {
    const station = await dispatchStation();
    const service = await station.start();
    await service.settled();
    const commons = station.hub.database('commons-qinghe');
    const read = () =>
      commons?.get('calendar~qinghe~2026', { rev: null, latest: false, revs: false, conflicts: false });
    const first = await read();
    expect(first?.found && first.document).toMatchObject({ type: 'calendar', year: 2026, workdays: { length: 6 } });
    await service.stop();
    await (await station.start()).settled();
    expect(await read()).toEqual(first);
  });
});
