import { describe, expect, it } from 'vitest';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';
import { createAlarmIds } from '#main/services/alarm-ids';
import { checkAlarm } from '#main/services/gateway/rows/alarm-checks';
import { testReplica, uid } from '#test/support/builders';
import { createRecord } from '#shared/sync/author';

/** What devices may say about alarms: nobody makes one, takes one back, or acts in somebody else's name. */

const [LI, ZHOU] = [uid(40), uid(41)];
const NOW = Date.UTC(2026, 10, 23, 1, 35);
const ids = createAlarmIds('the host’s secret');
const KEY = `no-water.${uid(1)}.${NOW}`;
const UID = ids.uidOf(KEY);
const replica = testReplica('host', () => NOW, LI);

const FIELDS = {
  rule: 'no-water',
  sensorUid: uid(50),
  personUid: uid(1),
  dwellingUid: null,
  buildingUid: null,
  sinceMs: NOW,
  raisedAtMs: NOW,
  figures: { afterMs: 7_200_000 },
  reading: null,
};
const alarmOf = (steps: readonly AlarmRecordStep[], change: object = {}, of = UID, key = KEY) =>
  createRecord(
    { type: 'alarm', schema: 1, scope: 'qinghe-1', uid: of, key, fields: { ...FIELDS, steps, ...change } },
    replica.write(),
  );
const step = (n: number, by: string, what: object): AlarmRecordStep =>
  ({ id: uid(n), written: { at: NOW, by, on: 'abcdefghijkl' }, note: null, ...what }) as AlarmRecordStep;
const hostStep = (name: string, what: object): AlarmRecordStep => ({
  ...step(1, LI, what),
  id: ids.stepOf(UID, name),
});
const answer = (next: object, stored: object | null, author = LI) =>
  checkAlarm(next as never, stored as never, author, ids)?.code ?? 'taken';

const SEEN = step(600, LI, { kind: 'seen' });
const CALL = step(601, LI, { kind: 'call', outcome: 'no-answer' });

describe('an alarm that a device brings', () => {
  it('was opened by the station, or is refused', () => {
    expect(answer(alarmOf([]), null)).toBe('taken');
    expect(answer(alarmOf([], {}, uid(77)), null)).toBe('access.denied');
    expect(answer(alarmOf([], {}, UID, `smoke.${uid(1)}.${NOW}`), null)).toBe('access.denied');
    expect(createAlarmIds('another secret').uidOf(KEY)).not.toBe(UID);
  });

  it('says what the station said of it', () => {
    expect(answer(alarmOf([SEEN]), alarmOf([]))).toBe('taken');
    for (const change of [{ rule: 'silent' }, { raisedAtMs: NOW + 1 }, { personUid: null }, { figures: {} }])
      expect(answer(alarmOf([SEEN], change), alarmOf([]))).toBe('access.denied');
  });
});

describe('a step of an alarm', () => {
  it('stands under the name of whoever wrote the row', () => {
    expect(answer(alarmOf([CALL]), alarmOf([]))).toBe('taken');
    expect(answer(alarmOf([CALL]), alarmOf([]), ZHOU)).toBe('access.denied');
    expect(answer(alarmOf([CALL, step(602, ZHOU, { kind: 'seen' })]), alarmOf([CALL]), ZHOU)).toBe('taken');
  });

  it('of the station is one that only its host can take', () => {
    const told = { kind: 'told-contacts', count: 0 };
    expect(answer(alarmOf([hostStep('told-contacts', told)]), alarmOf([]))).toBe('taken');
    for (const what of [told, { kind: 'recovered' }, { kind: 'escalated', to: 'manager' }])
      expect(answer(alarmOf([step(603, LI, what)]), alarmOf([]))).toBe('access.denied');
    const other = hostStep('escalated.duty-lead', { kind: 'escalated', to: 'manager' });
    expect(answer(alarmOf([other]), alarmOf([]))).toBe('access.denied');
  });

  it('that is there is neither left out nor changed', () => {
    expect(answer(alarmOf([]), alarmOf([CALL]))).toBe('row.malformed');
    const fine = { ...CALL, outcome: 'fine' } as AlarmRecordStep;
    expect(answer(alarmOf([fine]), alarmOf([CALL]))).toBe('row.malformed');
    const later = { ...CALL, written: { ...CALL.written, at: NOW + 1 } };
    expect(answer(alarmOf([later]), alarmOf([CALL]))).toBe('row.malformed');
  });
});
