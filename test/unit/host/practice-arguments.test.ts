import { describe, expect, it } from 'vitest';
import { parseArguments } from '#main/host/arguments';
import { practiceNotice } from '#main/host/welcome';

const planOf = (...args: string[]) => {
  const parsed = parseArguments(args);
  return parsed.ok ? parsed.value.practice : parsed.error;
};

describe('asking for a practice station', () => {
  it('is by size and seed, with those of a real community where nothing is said', () => {
    expect(planOf('--practice', '--size', 'large', '--seed', '42')).toEqual({ size: 'large', seed: '42' });
    expect(planOf('--practice')).toEqual({ size: 'station', seed: '1' });
  });

  it('is not what a plain start does', () => {
    expect(planOf('--headless', '--port-base=9000')).toBeNull();
  });

  it.each([
    ['a size that there is not', ['--practice', '--size', 'huge'], 'small, station, large'],
    ['a seed that could leave the folder', ['--practice', '--seed', '../x'], '--seed ../x'],
    ['a seed without asking for practice', ['--seed', '3'], '--practice'],
    ['a real station at once', ['--practice', '--setup'], '--setup'],
  ])('is refused with %s', (_what, args, told) => {
    expect(planOf(...args)).toContain(told);
  });

  it('says where the station lies and how large it is before it is made', () => {
    const said = practiceNotice({ size: 'station', seed: '7' }, '/data/linli-practice-station-7');
    expect(said).toContain('/data/linli-practice-station-7');
    expect(said).toContain('12 个网格，4797 户');
  });
});
