import { describe, expect, it } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import type { DeviceView } from '#shared/ipc/admin-api';
import type { OutboxRow } from '#shared/sync/ports';
import type { DraftRow } from '#renderer/data/index';
import { showAlarm, type AlarmRecord } from '#renderer/features/alarms/queries';
import { tasksOf, type TaskSources } from '#renderer/features/workbench/tasks';
import { aVisit } from '#test/support/builders';

const TODAY = '2026-11-23';
const NOTHING: TaskSources = {
  alarms: [],
  visits: [],
  incidents: [],
  drafts: [],
  unsent: [],
  runningImport: null,
  devices: [],
  conflicts: 0,
  duplicates: 0,
  findings: 0,
  today: TODAY,
  nowMs: startOfDayMs(TODAY),
};

const due = (uid: string, grid = 2) => ({
  person: { _id: `person~qinghe-${grid}~${uid}`, uid, name: '钱阿宝', sex: null, birthDate: '1940-01-01' },
  age: 86,
  kinds: ['elderly' as const],
  lastMetOn: null,
  dueOn: TODAY,
  overdueDays: 0,
  reason: 'never-met' as const,
  address: null,
  dwellingUid: null,
  assigneeUid: null,
  watch: 'none' as const,
  assessedOn: null,
});
const draft = (form: string, subject: string): DraftRow => ({
  id: `${form}~${subject}`,
  form,
  formVersion: 1,
  value: {},
  startedAtMs: 0,
  savedAtMs: startOfDayMs(TODAY) + 1,
});
const row = (state: OutboxRow['state']): OutboxRow => ({
  id: state,
  db: 'grid-qinghe-1',
  collection: 'visits',
  record: aVisit(7),
  rev: '',
  vectorKey: '',
  queuedAtMs: 5,
  state,
});
const device = (state: DeviceView['state']): DeviceView => ({
  id: state,
  name: '平板 05',
  kind: 'tablet',
  state,
  wipe: 'no',
  firstSeenMs: 7,
  lastSeenMs: 9,
  lastAddress: '',
  people: [],
  keptRows: 0,
  keptMedia: 0,
});
const kinds = (sources: Partial<TaskSources>) => tasksOf({ ...NOTHING, ...sources }).map(({ kind }) => kind);

describe('what may be somebody’s to do', () => {
  it('is nothing where there is nothing', () => {
    expect(tasksOf(NOTHING)).toEqual([]);
  });

  it('has a visit that was begun once: as what is to be finished', () => {
    expect(kinds({ visits: [due('A'), due('B')], drafts: [draft('visit', 'A')] })).toEqual(['visit-draft', 'visit']);
  });

  it('knows the grid of a visit, so that it stands under whose it is', () => {
    expect(tasksOf({ ...NOTHING, visits: [due('A', 3)] })[0]).toMatchObject({ grid: 3 });
  });

  it('has an alarm until its call or visit is due, and no device that is merely silent', () => {
    const at = startOfDayMs(TODAY);
    const alarm = (rule: string, steps: AlarmRecord['steps'] = []) =>
      showAlarm({
        _id: `alarm~qinghe-2~${rule}.A.1`,
        uid: rule,
        rule,
        raisedAtMs: at,
        steps,
      } as unknown as AlarmRecord);
    const fine = { kind: 'call', outcome: 'fine', id: 'S', note: null, written: { at, by: 'L', on: 'r' } } as const;
    expect(
      tasksOf({ ...NOTHING, alarms: [alarm('smoke'), alarm('silent'), alarm('help', [{ ...fine }])] }),
    ).toMatchObject([{ kind: 'alarm', grid: 2, due: { kind: 'moment', atMs: at + 15 * 60_000 } }]);
  });

  it('leaves out drafts that nobody has to finish: how a list is shown, what was read', () => {
    expect(
      kinds({ drafts: [draft('list-view', 'people'), draft('read-marks', 'own'), draft('person', 'new')] }),
    ).toEqual(['person-draft']);
  });

  it('has what came back and what is held, and not what is on its way', () => {
    expect(kinds({ unsent: [row('waiting'), row('refused'), row('held')] })).toEqual(['refused', 'held']);
  });

  it('has devices that wait, and an import that stopped, and not those that are well', () => {
    const progress = { importUid: 'I', done: 3, total: 9, code: null } as const;
    expect(kinds({ devices: [device('approved'), device('pending'), device('revoked')] })).toEqual(['device']);
    expect(kinds({ runningImport: { ...progress, phase: 'applying' } })).toEqual([]);
    expect(kinds({ runningImport: { ...progress, phase: 'failed' } })).toEqual(['import']);
  });

  it('has pairs and findings as one thing each, however many there are', () => {
    expect(tasksOf({ ...NOTHING, conflicts: 2, duplicates: 3, findings: 812 })).toMatchObject([
      { kind: 'conflicts', count: 2, due: { kind: 'open' } },
      { kind: 'duplicates', count: 3, due: { kind: 'open' } },
      { kind: 'findings', count: 812, due: { kind: 'open' } },
    ]);
  });
});
