import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABILITY_GROUPS, ABILITY_ITEMS } from '#shared/domain/ability/items';
import { assessAbility, unanswered, type AbilityAnswers } from '#shared/domain/ability/level';

const NOTHING = { hasMentalDisorder: false, careEvents: 0 };
const best: AbilityAnswers = Object.fromEntries(ABILITY_ITEMS.map(({ id }) => [id, 0]));
const worstOf = ({ options }: (typeof ABILITY_ITEMS)[number]) => options.findIndex(({ score }) => score === 0);
const worst: AbilityAnswers = Object.fromEntries(ABILITY_ITEMS.map((item) => [item.id, worstOf(item)]));

/** Answers that lose exactly so many points. */
function losing(points: number): AbilityAnswers {
  let left = points;
  const answers: Record<string, number> = { ...best };
  for (const { id, options } of ABILITY_ITEMS) {
    const most = options[0]?.score ?? 0;
    const lost = Math.min(left, most);
    answers[id] = options.findIndex(({ score }) => score === most - lost);
    left -= lost;
  }
  return answers;
}

const levelAt = (total: number) => assessAbility(losing(90 - total), NOTHING);

describe('an ability assessment', () => {
  it('has 26 items and 90 points, 32 of them for self-care, 15 for movement, 28 for the mind, 15 for the senses', () => {
    expect(ABILITY_ITEMS).toHaveLength(26);
    expect(assessAbility(best, NOTHING)).toEqual({
      total: 90,
      groups: { 'self-care': 32, movement: 15, mind: 28, senses: 15 },
      ...{ levelByPoints: 0, level: 0, because: [] },
    });
    expect(assessAbility(worst, NOTHING)).toMatchObject({ total: 0, level: 4 });
  });

  it.each([
    [90, 0],
    [89, 1],
    [66, 1],
    [65, 2],
    [46, 2],
    [45, 3],
    [30, 3],
    [29, 4],
    [0, 4],
  ])('of %i points is level %i', (total, level) => {
    expect(levelAt(total)).toMatchObject({ total, levelByPoints: level, level });
  });

  it('says nothing until every item is answered, and which are not', () => {
    const { 'B2.4': _stairs, ...rest } = best;
    expect(unanswered(rest)).toEqual(['B2.4']);
    expect(assessAbility(rest, NOTHING)).toBeNull();
    expect(assessAbility({ ...best, 'B2.4': 9 }, NOTHING)).toBeNull();
  });

  it('of somebody in a coma is full dependence, whatever the rest says', () => {
    const coma = ABILITY_ITEMS.find(({ id }) => id === 'B3.9')?.options.findIndex(({ isComa }) => isComa) ?? -1;
    expect(assessAbility({ ...best, 'B3.9': coma }, NOTHING)).toMatchObject({ total: 88, level: 4, because: ['coma'] });
  });

  it('is one level worse for a mental disorder, and one for two events or more, and never beyond the last', () => {
    const at = (answers: AbilityAnswers, hasMentalDisorder: boolean, careEvents: number) =>
      assessAbility(answers, { hasMentalDisorder, careEvents });
    expect(at(best, true, 0)).toMatchObject({ levelByPoints: 0, level: 1, because: ['mental-disorder'] });
    expect(at(best, false, 1)).toMatchObject({ level: 0, because: [] });
    expect(at(best, true, 2)).toMatchObject({ level: 2, because: ['mental-disorder', 'care-events'] });
    expect(at(worst, true, 5)).toMatchObject({ level: 4 });
  });

  it('never gets better by a worse answer', () => {
    const answers = fc.record(
      Object.fromEntries(ABILITY_ITEMS.map(({ id, options }) => [id, fc.integer({ min: 0, max: options.length - 1 })])),
    );
    fc.assert(
      fc.property(answers, fc.constantFrom(...ABILITY_ITEMS), (given, { id, options }) => {
        const before = assessAbility(given, NOTHING);
        const after = assessAbility({ ...given, [id]: Math.min(options.length - 1, (given[id] ?? 0) + 1) }, NOTHING);
        expect(after?.total).toBeLessThanOrEqual(before?.total ?? 0);
        expect(after?.level).toBeGreaterThanOrEqual(before?.level ?? 0);
        const sum = ABILITY_GROUPS.reduce((all, group) => all + (after?.groups[group] ?? 0), 0);
        expect(sum).toBe(after?.total);
      }),
    );
  });
});
