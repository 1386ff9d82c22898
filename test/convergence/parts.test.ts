import { describe, expect, it } from 'vitest';
import { outboxRow } from '#shared/sync/outbox';
import { aPerson, testReplica } from '#test/support/builders';
import { generateHistory } from './generate';
import { createLedger } from './ledger';
import { formatHistory, parseHistory } from './operations';
import { afterOwnTime, ownTime } from './own-time';
import { thingOf } from './records';
import { shrinkHistory } from './shrink';

describe('the ledger', () => {
  const by = testReplica('ledger');
  const record = (name: string, yields: readonly string[] = []) => ({
    ...aPerson(1, { by, fields: { name } }),
    yields: yields.map((value) => ({ field: 'name', stamp: by.write().stamp, value })),
  });
  const id = record('甲')._id;
  const thing = thingOf(id);
  /** 甲 was written first, 乙 by somebody who saw it, 丙 by somebody who saw 甲 too. */
  function written() {
    const ledger = createLedger();
    ledger.attempt(id, { name: '甲' }).acknowledged();
    for (const name of ['乙', '丙']) {
      const attempt = ledger.attempt(id, { name });
      attempt.saw(record('甲'));
      attempt.acknowledged();
    }
    return ledger;
  }
  const outcome = (shown: ReturnType<typeof record>, set: readonly ReturnType<typeof record>[] = []) => ({
    records: new Map([[id, shown]]),
    set: set.map((each) => outboxRow('grid-qinghe-1', 'people', each, '', 1)),
  });

  it('is content when one value stands, the other yielded, and the first was overwritten knowingly', () => {
    expect(written().faultsIn(outcome(record('乙', ['丙'])))).toEqual([]);
  });

  it('is content when a value waits for a person on a device', () => {
    expect(written().faultsIn(outcome(record('乙'), [record('丙')]))).toEqual([]);
  });

  it('takes a record for the same in whatever grid it lies, and notices one that lies in two', () => {
    const away = { ...record('乙', ['丙']), _id: id.replace('qinghe-1', 'qinghe-2') };
    const lies = (...records: readonly ReturnType<typeof record>[]) => ({
      records: new Map(records.map((each) => [each._id, each])),
      set: [],
    });
    expect(written().faultsIn(lies(away))).toEqual([]);
    expect(written().faultsIn(lies(record('乙', ['丙']), away))).toEqual([`stands in two grids: ${thing}`]);
  });

  it('misses a value that is nowhere', () => {
    expect(written().faultsIn(outcome(record('乙')))).toEqual([`lost: ${thing} name "丙"`]);
  });

  it('misses every value of a record that is gone, unless the law erased it', () => {
    const ledger = written();
    expect(ledger.faultsIn({ records: new Map(), set: [] })).toHaveLength(3);
    ledger.erased(id);
    expect(ledger.faultsIn({ records: new Map(), set: [] })).toEqual([]);
  });

  it('does not take a value for covered by one that never came to be', () => {
    const ledger = createLedger();
    ledger.attempt(id, { name: '甲' }).acknowledged();
    ledger.attempt(id, { name: '乙' }).saw(record('甲'));
    expect(ledger.faultsIn(outcome(record('测试')))).toContain(`lost: ${thing} name "甲"`);
  });

  it('notices what was decided about unseen, and is content with what was seen', () => {
    const settled = {
      ...record('丁', ['乙', '丙']),
      yields: record('丁', ['乙', '丙']).yields.map((entry) => ({ ...entry, settled: by.write().stamp })),
    };
    const ledger = written();
    const decision = ledger.attempt(id, { name: '丁' });
    decision.sawAll(['乙']);
    decision.acknowledged();
    expect(ledger.faultsIn(outcome(settled))).toEqual([
      `counts as decided about although nobody saw it: ${thing} name "丙"`,
    ]);
    decision.sawAll(['乙', '丙']);
    expect(ledger.faultsIn(outcome(settled))).toEqual([]);
  });

  it('notices what came back, what nobody wrote, and what is there twice', () => {
    expect(written().faultsIn(outcome(record('甲', ['乙', '丙'])))).toEqual([
      `came back although it was overwritten knowingly: ${thing} name "甲"`,
    ]);
    expect(written().faultsIn(outcome(record('丁', ['乙', '丙'])))).toEqual([`written by nobody: ${thing} name "丁"`]);
    expect(written().faultsIn(outcome(record('乙', ['乙', '丙'])))).toEqual([`doubled: ${thing} name "乙"`]);
  });
});

describe('a history', () => {
  it('is the same for the same seed, and survives being kept in a file', () => {
    const history = generateHistory(7, 200);
    expect(generateHistory(7, 200)).toEqual(history);
    expect(generateHistory(8, 200)).not.toEqual(history);
    expect(parseHistory(formatHistory(history))).toEqual(history);
    const features = ['upstream', 'moves', 'archive'] as const;
    const wide = generateHistory(7, 200, features);
    expect(wide.features).toEqual(features);
    expect(parseHistory(formatHistory(wide))).toEqual(wide);
  });

  it('that a person spoiled is refused with the step that is wrong', () => {
    const spoiled = formatHistory(generateHistory(7, 3)).replace(/"kind":"[^"]+"/, '"kind":"explode"');
    expect(() => parseHistory(spoiled)).toThrow('operations.0.kind');
    expect(() => parseHistory('{')).toThrow('not JSON');
  });

  it('is shrunk to the steps that a failure needs', async () => {
    const history = generateHistory(7, 120);
    const needed = [history.operations[11], history.operations[77]];
    const shrunk = await shrinkHistory(history, {
      limitMs: 10_000,
      fails: async ({ operations }) => needed.every((each) => operations.some((step) => step === each)),
    });
    expect(shrunk.operations).toEqual(needed);
  });
});

describe('time of a process that shares its machine', () => {
  it('never runs ahead of the clock, and never stands still', async () => {
    const [began, beganMs] = [ownTime(), performance.now()];
    await new Promise<void>((resolve) => void afterOwnTime(60, resolve));
    const [own, wall] = [ownTime() - began, performance.now() - beganMs];
    expect(own).toBeGreaterThan(58);
    expect(wall).toBeGreaterThanOrEqual(own - 1);
  });

  it('is not waited for by somebody who has taken the wait back', async () => {
    let isOver = false;
    afterOwnTime(5, () => (isOver = true))();
    await new Promise<void>((resolve) => void afterOwnTime(20, resolve));
    expect(isOver).toBe(false);
  });
});
