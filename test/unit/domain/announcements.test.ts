import { describe, expect, it } from 'vitest';
import {
  announcementFields,
  announcementProblems,
  announcementState,
  byUrgency,
  isMeantFor,
  type AnnouncementDraft,
} from '#shared/domain/announcements/announcements';
import { announcementSchema } from '#shared/schema/types/announcement';

const TODAY = '2026-11-23';

describe('an announcement', () => {
  it.each([
    ['waits for its first day', { from: '2026-11-24', until: null, withdrawn: false }, 'coming'],
    ['is current on its first day', { from: TODAY, until: '2026-11-30', withdrawn: false }, 'current'],
    ['is current on its last day', { from: '2026-11-01', until: TODAY, withdrawn: false }, 'current'],
    ['has run out the day after', { from: '2026-11-01', until: '2026-11-22', withdrawn: false }, 'past'],
    ['stays where it has no last day', { from: '2020-01-01', until: null, withdrawn: false }, 'current'],
    ['is withdrawn whatever its days say', { from: TODAY, until: null, withdrawn: true }, 'withdrawn'],
  ] as const)('%s', (_name, record, state) => {
    expect(announcementState(record, TODAY)).toBe(state);
  });

  it('is meant for everybody, or for the posts it names', () => {
    expect(isMeantFor({ audience: null }, 'volunteer')).toBe(true);
    expect(isMeantFor({ audience: ['grid-worker', 'clerk'] }, 'clerk')).toBe(true);
    expect(isMeantFor({ audience: ['grid-worker'] }, 'clerk')).toBe(false);
  });

  it('that is important stands above newer ones', () => {
    const at = (name: string, importance: 'normal' | 'important', ms: number) =>
      ({ name, importance, created: { at: ms, by: '', on: '' } }) as const;
    const sorted = [at('old', 'normal', 1), at('new', 'normal', 3), at('urgent', 'important', 2)].sort(byUrgency);
    expect(sorted.map(({ name }) => name)).toEqual(['urgent', 'new', 'old']);
  });
});

const whole: AnnouncementDraft = {
  title: ' 周三下午培训 ',
  body: '请带上平板。\n',
  from: TODAY,
  until: '',
  importance: 'normal',
  audience: [],
  forResidents: false,
};

describe('an announcement being written', () => {
  it.each([
    ['nothing is wrong', {}, {}],
    ['a title of spaces', { title: '  ' }, { title: 'missing' }],
    ['no text', { body: '' }, { body: 'missing' }],
    ['a first day that does not exist', { from: '2026-02-30' }, { from: 'no-day' }],
    ['a last day that does not exist', { until: '2026-13-01' }, { until: 'no-day' }],
    ['a last day before the first', { from: '2026-12-02', until: '2026-12-01' }, { until: 'before-from' }],
    ['a last day that has passed', { from: '2026-11-01', until: '2026-11-22' }, { until: 'over' }],
  ] as const)('is told of %s', (_name, change, problems) => {
    expect(announcementProblems({ ...whole, ...change }, TODAY)).toEqual(problems);
  });

  it('becomes fields that the record type takes', () => {
    const fields = announcementFields({ ...whole, audience: ['clerk'], until: '2026-11-30' });
    expect(fields).toMatchObject({
      title: '周三下午培训',
      body: '请带上平板。',
      until: '2026-11-30',
      withdrawn: false,
    });
    const own = { title: true, body: true, from: true, until: true, importance: true, audience: true };
    const shown = { forResidents: true, withdrawn: true };
    expect(announcementSchema.pick({ ...own, ...shown } as never).safeParse(fields).error).toBeUndefined();
    expect(announcementFields(whole)).toMatchObject({ until: null, audience: null, forResidents: false });
    expect(announcementFields({ ...whole, forResidents: true }).forResidents).toBe(true);
  });
});
