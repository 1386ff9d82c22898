import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#shared/codes/public-holidays';
import {
  hoursOfText,
  isBlocking,
  textOfHours,
  yearEntryOf,
  yearFieldsOf,
  yearProblems,
} from '#renderer/features/incidents/manage/calendar/year-entry';
import {
  movedMember,
  unitEntryOf,
  unitFieldsOf,
  unitProblems,
} from '#renderer/features/incidents/manage/units/unit-entry';
import { beginMatterDraft, matterProblems, readMatterDraft } from '#renderer/features/matters/matter-draft';
import { uid } from '#test/support/builders';

describe('the form over a year', () => {
  const entry = yearEntryOf(2026, CALENDAR_2026, null);
  const kinds = (change: Partial<typeof entry>) => yearProblems({ ...entry, ...change }).map(({ kind }) => kind);

  it('gives back the year that it began with', () => {
    expect(yearFieldsOf(entry)).toEqual(CALENDAR_2026);
    expect(yearProblems(entry)).toEqual([]);
  });

  it('reads hours as people write them, and nothing that is no time of day', () => {
    const hours = [
      { from: '08:30', until: '12:00' },
      { from: '14:00', until: '18:00' },
    ];
    for (const text of ['8:30-12:00, 14:00-18:00', '08：30～12：00，14：00～18：00', '8:30至12:00、14:00到18:00'])
      expect(hoursOfText(text), text).toEqual(hours);
    expect(hoursOfText(textOfHours(hours))).toEqual(hours);
    for (const text of [
      '',
      '8:30',
      '25:00-26:00',
      '8:30-12:60',
      '上午',
      '1:00-2:00 3:00-4:00 5:00-6:00 7:00-8:00 9:00-9:30',
    ])
      expect(hoursOfText(text), text).toBeNull();
  });

  it('says what is missing or wrong, and lets a needless worked day pass', () => {
    expect(kinds({ source: ' ', hours: '早上', holidays: [] })).toEqual(['source-missing', 'hours-unread', 'no-days']);
    expect(kinds({ holidays: [{ name: '', from: '2026-01-01', until: '' }] })).toEqual(['holiday-incomplete']);
    expect(kinds({ workdays: [''] })).toEqual(['workday-incomplete']);
    expect(kinds({ workdays: ['2027-01-09'] })).toEqual(['worked-other-year']);
    expect(kinds({ hours: '14:00-12:00' })).toEqual(['hours']);
    const season = { name: '夏季', from: '2026-06-01', until: '2026-09-30', hours: '' };
    expect(kinds({ seasons: [season] })).toEqual(['season-hours-unread']);
    const needless = yearProblems({ ...entry, workdays: ['2026-03-03'] });
    expect(needless.map((problem) => [problem.kind, isBlocking(problem)])).toEqual([['worked-weekday', false]]);
  });
});

describe('the form over a unit', () => {
  it('asks for a name of its own and takes a telephone that can be one, or none', () => {
    const entry = { ...unitEntryOf(null), name: ' 绿化所 ', memberUids: [uid(2), uid(1)] };
    expect(unitProblems(entry, [])).toEqual([]);
    expect(unitProblems({ ...entry, name: '', phone: '12' }, [])).toEqual(['name-missing', 'phone-wrong']);
    expect(unitProblems(entry, [{ name: { zh: '绿化所' } }])).toEqual(['name-taken']);
    expect(unitFieldsOf(entry)).toMatchObject({ name: { zh: '绿化所' }, phone: null, memberUids: [uid(2), uid(1)] });
  });

  it('moves members one place, and nobody beyond either end', () => {
    expect(movedMember(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(movedMember(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(movedMember(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(movedMember(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
  });
});

describe('a step of a department while it is written', () => {
  const matter = { id: `incident~qinghe-1~${uid(1)}`, photoNeeded: true, dueAtMs: 5000 };

  it('is held to the same rules as everybody’s', () => {
    const draft = beginMatterDraft('finish', uid(9));
    expect(matterProblems(draft, matter, null, 1000)).toEqual(['photo-missing']);
    expect(matterProblems({ ...draft, photos: [{ id: uid(3), ref: null }] }, matter, null, 1000)).toEqual([]);
    expect(matterProblems(beginMatterDraft('return', uid(9)), matter, null, 1000)).toEqual(['reason-missing']);
    const more = { ...beginMatterDraft('ask-time', uid(9)), note: '等配件' };
    expect(matterProblems(more, matter, null, 1000)).toEqual(['date-missing']);
    expect(matterProblems(more, matter, 4000, 1000)).toEqual(['date-not-later']);
    expect(matterProblems(more, matter, 6000, 1000)).toEqual([]);
    expect(matterProblems({ ...more, note: '长'.repeat(1901) }, matter, 6000, 1000)).toEqual(['note-too-long']);
  });

  it('comes back from the disk whole, or not at all', () => {
    const draft = { ...beginMatterDraft('note', uid(9)), note: '在等电工' };
    expect(readMatterDraft(structuredClone(draft))).toEqual(draft);
    expect(readMatterDraft({ ...draft, act: 'close' })).toBeNull();
  });
});
