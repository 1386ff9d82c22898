import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#shared/codes/public-holidays';
import { readDayTable } from '#shared/domain/calendar/day-table';
import { missingYears } from '#shared/domain/calendar/missing-years';
import { calendarProblems, workingCalendar } from '#shared/domain/calendar/working-calendar';

describe('a table of days that somebody pastes', () => {
  it('says the same as the notice, however its dates are written and split', () => {
    const pasted = [
      '日期,名称,安排',
      '2026年1月1日至1月3日,元旦,放假',
      '2026-02-15~2026-02-23\t春节\t放假',
      '2026/4/4,2026/4/6,清明节,休',
      '放假；劳动节；5月1日—5月5日',
      '"20260619","20260621","端午节","假"',
      '9月25日到9月27日，中秋节，放假',
      '2026.10.1 - 2026.10.7,国庆节,off',
      '',
      '2026-01-04,上班',
      ...['2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20'].map((day) => `${day},,调休`),
      '10月10日,补班',
    ].join('\r\n');
    const table = readDayTable(pasted, 2026);
    expect(table.refused).toEqual([]);
    expect(table.holidays).toEqual(CALENDAR_2026.holidays);
    expect(table.workdays).toEqual(CALENDAR_2026.workdays);
  });

  it('may have a line for each day: days of one name that follow on each other are one holiday', () => {
    const lines = ['2027-01-01,元旦,放假', '2027-01-02,元旦,放假', '2027-01-03,元旦,放假', '2027-05-01,劳动节,放假'];
    expect(readDayTable(lines.join('\n'), 2027).holidays).toEqual([
      { name: '元旦', from: '2027-01-01', until: '2027-01-03' },
      { name: '劳动节', from: '2027-05-01', until: '2027-05-01' },
    ]);
  });

  it.each([
    ['2027-02-30,春节,放假', 'bad-date'],
    ['第三个星期一,放假', 'no-date'],
    ['2027-13-01,元旦,放假', 'bad-date'],
    ['2027-01-03至2027-01-01,元旦,放假', 'backwards'],
    ['2027-01-01至2027-06-01,寒假,放假', 'too-long'],
    ['2026-01-01,元旦,放假', 'other-year'],
    ['2027-01-01,元旦', 'no-kind'],
    ['2027-01-01,放假', 'no-name'],
    ['2027-01-01,元旦,放假,上班', 'two-kinds'],
    ['2027-01-01,2027-01-02,2027-01-03,元旦,放假', 'too-many-dates'],
    [`2027-01-01,${'元'.repeat(41)},放假`, 'name-too-long'],
    ['2027-05-02,劳动节,放假', 'twice'],
    ['2027-01-04,上班', 'twice'],
  ])('tells why it does not take 「%s」, by its line, and takes the others', (line, problem) => {
    const table = readDayTable(`日期,名称,安排\n2027-05-01至2027-05-03,劳动节,放假\n2027-01-04,上班\n${line}`, 2027);
    expect(table.refused).toEqual([{ line: 4, text: line.slice(0, 60), problem }]);
    expect(table.holidays).toHaveLength(1);
    expect(table.workdays).toEqual(['2027-01-04']);
  });

  it('may begin in the year before, as a new year’s holiday can', () => {
    const { holidays } = readDayTable('2026-12-31至2027-01-02,元旦,放假', 2027);
    expect(holidays).toEqual([{ name: '元旦', from: '2026-12-31', until: '2027-01-02' }]);
  });
});

describe('a year that nobody has typed in', () => {
  it('is told of from November on, and this year’s at any time', () => {
    expect(missingYears([2025, 2026], '2026-10-31')).toEqual([]);
    expect(missingYears([2025, 2026], '2026-11-01')).toEqual([2027]);
    expect(missingYears([2025], '2026-12-31')).toEqual([2026, 2027]);
    expect(missingYears([2025, 2026, 2027], '2026-12-31')).toEqual([]);
    expect(missingYears([], '2026-03-01')).toEqual([2026]);
  });
});

describe('hours of a part of the year', () => {
  const SUMMER = { from: '2026-06-01', until: '2026-09-30', hours: [{ from: '08:00', until: '12:00' }] };
  const year = { ...CALENDAR_2026, seasons: [{ name: '夏季', ...SUMMER }] };

  it('count on its days and no others', () => {
    const calendar = workingCalendar([year]);
    expect(calendar.dayLengthMs('2026-06-01')).toBe(4 * 3_600_000);
    expect(calendar.hoursOf('2026-09-30')).toHaveLength(1);
    expect(calendar.dayLengthMs('2026-05-29')).toBe(8 * 3_600_000);
    expect(calendar.hoursOf('2026-06-20')).toEqual([]);
  });

  it('are looked over before they are saved', () => {
    const wrong = (season: Partial<typeof SUMMER>) =>
      calendarProblems({ ...CALENDAR_2026, seasons: [{ name: '夏季', ...SUMMER, ...season }] });
    expect(wrong({})).toEqual([]);
    expect(wrong({ until: '2026-05-01' })).toEqual([{ kind: 'season-backwards', at: 0 }]);
    expect(wrong({ until: '2027-05-01' })).toEqual([{ kind: 'season-other-year', at: 0 }]);
    expect(wrong({ hours: [{ from: '12:00', until: '08:00' }] })).toEqual([{ kind: 'season-hours', at: 0 }]);
  });
});
