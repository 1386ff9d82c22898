import { describe, expect, it } from 'vitest';
import { continueActions, nextActions } from '#shared/domain/risk/actions';
import { isSameReport, readRiskContent, readRiskSummary, reportOf, summaryOf } from '#shared/domain/risk/content';
import { factsOf, type Evidence } from '#shared/domain/risk/evidence';
import { isAtHome } from '#shared/domain/risk/known';
import { riskMatrix, riskMove } from '#shared/domain/risk/population';
import { scoreRisk } from '#shared/domain/risk/score';
import { readRiskTable, tableContent } from '#shared/domain/risk/station-table';
import { USUAL_RISK_TABLE as table } from '#shared/domain/risk/usual-table';
import { uid } from '#test/support/builders';
import { SUBJECT, TODAY, WELL } from './facts';

const reportAt = (evidence: Evidence, day = TODAY, before: ReturnType<typeof reportOf> | null = null) =>
  reportOf(SUBJECT, scoreRisk(SUBJECT, factsOf(evidence, day), table, day), table, before);
const UNWELL: Evidence = {
  ...WELL,
  days: [{ deviceUid: uid(30), day: TODAY - 1, bloodPressure: [{ systolic: 168, diastolic: 96 }] }],
};

describe('a kept report', () => {
  it('is read as it was written, and nothing else is taken for one', () => {
    const report = reportAt(UNWELL);
    const stored: unknown = JSON.parse(JSON.stringify(report));
    expect(readRiskContent(stored)).toEqual(report);
    expect(readRiskSummary(JSON.parse(JSON.stringify(summaryOf(report.score))))).toEqual(summaryOf(report.score));
    for (const broken of [
      null,
      'x',
      {},
      { ...report, terms: null },
      { ...report, score: { ...report.score, level: 'awful' } },
    ])
      expect(readRiskContent(broken)).toBeNull();
    // A rule of a newer release is kept.
    const [first, ...others] = report.score.dimensions.health.reasons;
    const newer = { ...report.score.dimensions.health, reasons: [{ ...first, rule: 'sleep' }, ...others] };
    const dimensions = { ...report.score.dimensions, health: newer };
    const read = readRiskContent({ ...report, score: { ...report.score, dimensions } });
    expect(read?.score.dimensions.health.reasons[0]?.rule).toBe('sleep');
  });

  it('is the same on another day while it says the same, and another when it does not', () => {
    const monday = reportAt(WELL);
    expect(isSameReport(monday, reportAt(WELL, TODAY + 1, monday))).toBe(true);
    expect(isSameReport(monday, reportAt(UNWELL, TODAY, monday))).toBe(false);
  });

  it('puts nothing off that was to be done, and brings it forward where it has become pressing', () => {
    const before = nextActions(scoreRisk(SUBJECT, factsOf(UNWELL, TODAY), table, TODAY), table);
    const later = nextActions(scoreRisk(SUBJECT, factsOf(UNWELL, TODAY + 2), table, TODAY + 2), table);
    expect(continueActions(before, later)).toEqual(before);
    const sooner = later.map((each) => ({ ...each, dueDay: TODAY }));
    expect(continueActions(before, sooner).every(({ dueDay }) => dueDay === TODAY)).toBe(true);
  });

  it('keeps a table that the station made, and the usual one in place of one that is not sound', () => {
    const own = { ...table, bands: { medium: 30, high: 60 } };
    expect(readRiskTable({ revision: 4, content: tableContent(own) }).table).toEqual({ ...own, version: 4 });
    expect(readRiskTable(null).table).toBe(table);
    const broken = readRiskTable({
      revision: 4,
      content: { bands: { medium: 90, high: 10 }, rules: [...table.rules] },
    });
    expect([broken.table, broken.problems]).toEqual([table, [{ kind: 'bands' }]]);
    expect(readRiskTable({ revision: 4, content: { rules: [{ id: 'x' }] } }).problems).toEqual([
      { kind: 'unreadable' },
    ]);
  });
});

describe('an incident', () => {
  const home = { personUid: uid(1), address: '清和路 8幢301', buildingUid: uid(2) };
  const incident = { onBehalfOf: null, address: '清和路 8幢', buildingUid: uid(2) };
  it.each([
    ['for the person', { ...incident, onBehalfOf: uid(1) }, false, true],
    ['for somebody else', { ...incident, onBehalfOf: uid(9), address: home.address }, false, false],
    ['at the address', { ...incident, address: home.address }, false, true],
    ['in the building', incident, false, false],
    ['about fire in the building', incident, true, true],
    ['about fire elsewhere', { ...incident, buildingUid: uid(3) }, true, false],
  ])('%s', (_name, reported, isFire, expected) => expect(isAtHome(reported, isFire, home)).toBe(expected));
});

describe('everybody', () => {
  const [well, unwell] = [summaryOf(reportAt(WELL).score), summaryOf(reportAt(UNWELL).score)];
  const high = {
    ...unwell,
    level: 'high',
    dimensions: { ...unwell.dimensions, health: { score: 75, level: 'high' } },
  } as const;

  it('is counted once in each dimension', () => {
    const matrix = riskMatrix([well, high, high]);
    expect(matrix.whole).toEqual({ low: 1, unknown: 0, medium: 0, high: 2 });
    expect(matrix.health.high).toBe(2);
    expect(matrix.life.low).toBe(3);
  });

  it('moved by level, or by ten points within one, and it is said by what', () => {
    expect(riskMove(well, high).direction).toBe('worse');
    expect(riskMove(high, well)).toMatchObject({ direction: 'better', by: [{ dimension: 'health', points: -75 }] });
    const by = (points: number) => ({
      ...well,
      dimensions: { ...well.dimensions, life: { score: well.dimensions.life.score + points, level: 'low' as const } },
    });
    expect([9, 10, -10].map((points) => riskMove(well, by(points)).direction)).toEqual(['same', 'worse', 'better']);
  });
});
