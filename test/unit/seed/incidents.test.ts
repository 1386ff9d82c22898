import { beforeAll, describe, expect, it } from 'vitest';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { INCIDENT_STATES } from '#shared/domain/incidents/machine';
import { responseFigures } from '#shared/domain/incidents/response-figures';
import { standingOf } from '#shared/domain/incidents/standing';
import { viewIncident } from '#shared/domain/incidents/view';
import type { WireRecord } from '#shared/schema/envelope';
import type { Calendar } from '#shared/schema/types/calendar';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { DispatchRule, Unit } from '#shared/schema/types/incident-dispatch';
import type { IncidentRating } from '#shared/schema/types/incident-rating';
import { practiceRecords } from '#sync-server/seed/practice';
import { practiceStaff } from '#sync-server/seed/station';
import { NOW_MS, ofType, opened, small } from './practice-station';

let incidents: readonly (Incident & WireRecord)[];
let all: readonly WireRecord[];
let categories: ReadonlyMap<string, Category>;

beforeAll(async () => {
  all = (await practiceRecords(small)).flatMap(({ records }) => records);
  incidents = ofType<Incident & WireRecord>('incident', all);
  categories = new Map(ofType<Category>('category', all).map((each) => [each.uid, each]));
});

const titled = (part: string): Incident & WireRecord => {
  const found = incidents.find(({ title }) => title.includes(part));
  if (!found) throw new Error(`no incident ${part}`);
  return found;
};
const view = (incident: Incident) =>
  viewIncident(incident, {
    nowMs: NOW_MS,
    calendar: workingCalendar(ofType<Calendar>('calendar', all)),
    categoryOf: (uid) => categories.get(uid) ?? null,
  });

describe('practice incidents', () => {
  it('stand in every state there is', () => {
    const states = new Set(incidents.map((each) => standingOf(each).state));
    expect([...states].sort()).toEqual([...INCIDENT_STATES].sort());
  });

  it('came there by steps that all count, but where two people did not know of each other', () => {
    const aside = incidents.flatMap((each) => standingOf(each).steps.filter((step) => step.aside !== null));
    expect(aside.map(({ step }) => step.kind)).toEqual(['transfer']);
    const both = incidents.filter((each) => standingOf(each).unaware.length > 0);
    expect(both.map(({ title }) => title)).toEqual([titled('楼道堆放纸箱').title]);
  });

  it('show a morning’s work: one that runs out soon, one that is late, one that waits, one that was given more time', () => {
    const lane = view(titled('东侧消防通道被电动车堵住'));
    expect(lane).toMatchObject({
      isUrgent: true,
      response: { tookMs: 19 * 60_000 },
      limit: { kind: 'running', isLate: false },
    });
    expect(lane.limit.kind === 'running' && lane.limit.leftMs / 60_000).toBe(36);
    expect(view(titled('三盏路灯不亮'))).toMatchObject({
      isOverdue: true,
      isSupervised: true,
      limit: { isLate: true },
    });
    expect(view(titled('路面冒水')).limit.kind).toBe('paused');
    expect(view(titled('雨棚一角松脱')).limit).toMatchObject({ isPostponed: true, isLate: false });
  });

  it('were written by people of the station, and nothing in them lies in the future', () => {
    const staff = new Set(practiceStaff.map(({ uid }) => uid));
    for (const { steps, reportedAtMs } of incidents) {
      for (const { written } of steps) {
        expect(written.at).toBeGreaterThanOrEqual(reportedAtMs);
        expect(written.at).toBeLessThanOrEqual(NOW_MS);
        expect(staff).toContain(written.by);
      }
    }
  });

  it('refer to what is there: categories, units, rules, buildings, other incidents', () => {
    const uids = new Set(all.map(({ uid }) => uid));
    const rules = ofType<DispatchRule>('dispatch-rule', all);
    const referred = [
      ...incidents.flatMap(({ categoryUid, buildingUid }) => [categoryUid, buildingUid]),
      ...incidents.flatMap((each) => {
        const { assignee, duplicateOf } = standingOf(each);
        return [...(assignee ? [assignee.unitUid] : []), ...(duplicateOf ? [duplicateOf] : [])];
      }),
      ...rules.flatMap(({ unitUid, categoryUids, copyUnitUids }) => [unitUid, ...categoryUids, ...copyUnitUids]),
      ...ofType<Unit>('unit', all).flatMap(({ memberUids }) => memberUids),
      ...ofType<IncidentRating>('incident-rating', all).map(({ incidentUid }) => incidentUid),
    ];
    expect(referred.filter((uid) => uid === null || !uids.has(uid))).toEqual([]);
    const majors = new Set([...categories.values()].map(({ major }) => major.name));
    expect(rules.flatMap((rule) => rule.majors).filter((name) => !majors.has(name))).toEqual([]);
  });

  it('have their words sealed and open under the grid’s key', async () => {
    const lane = titled('东侧消防通道被电动车堵住');
    expect(await opened(lane, 'text')).toContain('三辆电动车占住通道');
    expect(await opened(lane, 'steps.note', lane.steps[2]?.id)).toContain('第三辆待拖移');
    expect(await opened(titled('通道停满电动车'), 'contact')).toMatchObject({
      phone: expect.stringMatching(/^154\d{8}$/),
    });
    expect(JSON.stringify(incidents)).not.toContain('第三辆待拖移');
  });

  it('of the past were answered in time more often than not, and some residents said how it was', () => {
    const rows = incidents.map((each) => ({ ...each, ...standingOf(each) }));
    const { share, count } = responseFigures(rows, { fromMs: 0, untilMs: NOW_MS, nowMs: NOW_MS });
    expect(count).toBeGreaterThan(60);
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.95);
    expect(ofType<IncidentRating>('incident-rating', all).length).toBeGreaterThan(10);
  });
});

describe('the practice table of categories', () => {
  it('keeps what sources say and makes nothing up: no code of a minor, no condition, no unit', () => {
    for (const { minor, filing, closing, department } of categories.values()) {
      expect([minor.code, filing, closing, department]).toEqual([null, null, null, null]);
    }
    const rubbish = [...categories.values()].find(({ minor }) => minor.name === '暴露垃圾');
    expect(rubbish?.limitsSeen.map(({ text }) => text)).toEqual(['4工作小时', '1工作日']);
    expect(rubbish?.limit).toEqual({ amount: 4, unit: 'working-hours', from: 'dispatch' });
    // Two texts of one source cannot be one number: nobody has chosen.
    expect([...categories.values()].find(({ minor }) => minor.name === '私搭乱建')?.limit).toBeNull();
  });
});
