import { describe, expect, it } from 'vitest';
import { ageOn, birthDateAtAge, dateInShanghai, officeHoursBefore } from '#sync-server/seed/calendar';
import { citizenIdCheck } from '#sync-server/seed/identity';
import { practicePassphrase } from '#sync-server/seed/passphrase';
import { createRandom, derivedUid } from '#sync-server/seed/random';
import { uidSchema } from '#shared/schema/envelope';

describe('the check character of a citizen id', () => {
  it.each([
    ['11010519491231002', 'X'],
    ['44052418800101001', '4'],
  ])('of the standard’s example %s is %s', (seventeen, check) => {
    expect(citizenIdCheck(seventeen)).toBe(check);
  });

  it('is only had by 17 digits', () => {
    expect(() => citizenIdCheck('1101051949123100X')).toThrow('17 digits');
  });
});

describe('a practice passphrase', () => {
  it('is three groups of four characters that nobody mixes up', () => {
    for (let time = 0; time < 200; time += 1) {
      expect(practicePassphrase()).toMatch(/^[abcdefhjkmnprtuvwxy34678]{4}(-[abcdefhjkmnprtuvwxy34678]{4}){2}$/);
    }
  });

  it('is never the one before', () => {
    expect(new Set(Array.from({ length: 200 }, practicePassphrase)).size).toBe(200);
  });
});

describe('chance that repeats', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('is even: a thousand draws of ten fall into every tenth', () => {
    const random = createRandom('even');
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 1000; draw += 1) tenths[random.int(0, 9)]! += 1;
    for (const count of tenths) expect(count).toBeGreaterThan(60);
  });

  it('does not shift one part when another draws more', () => {
    const first = createRandom('station');
    const untouched = first.fork('grid/2').next();
    first.next();
    expect(first.fork('grid/2').next()).toBe(untouched);
  });

  it('makes ids that are ULIDs, one per label', () => {
    const ids = Array.from({ length: 2000 }, (_, place) => derivedUid('seed', `person/${place}`));
    for (const id of ids) expect(uidSchema.safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(2000);
  });
});

describe('dates of the practice station', () => {
  it('are those of Shanghai', () => {
    expect(dateInShanghai(Date.UTC(2026, 10, 23, 15, 59))).toEqual({ year: 2026, month: 11, day: 23 });
    expect(dateInShanghai(Date.UTC(2026, 10, 23, 16, 0))).toEqual({ year: 2026, month: 11, day: 24 });
  });

  it.each([
    ['on a leap day', { year: 2028, month: 2, day: 29 }],
    ['on the day before one', { year: 2028, month: 2, day: 28 }],
    ['on New Year', { year: 2027, month: 1, day: 1 }],
    ['on the last day of the year', { year: 2026, month: 12, day: 31 }],
  ])('give people the age that was asked for, %s', (_when, today) => {
    for (const age of [0, 1, 15, 65, 84]) {
      for (const daysSince of [0, 1, 59, 60, 363]) {
        expect(ageOn(today, birthDateAtAge(today, age, daysSince))).toBe(age);
      }
    }
  });

  it('put nobody on a round on a Sunday: it was the Friday before', () => {
    const monday = Date.UTC(2026, 10, 23, 1, 42);
    expect(new Date(officeHoursBefore(monday, 1, 90)).toISOString()).toBe('2026-11-20T02:00:00.000Z');
    expect(new Date(officeHoursBefore(monday, 4, 0)).toISOString()).toBe('2026-11-19T00:30:00.000Z');
  });
});
