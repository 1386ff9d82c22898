import { describe, expect, it } from 'vitest';
import { isPlausiblePhone } from '#shared/domain/people/phone';

describe('a phone number', () => {
  it.each([
    '13800138000',
    '19912345678',
    '16612345678',
    // Virtual operators.
    '17012345678',
    '+86 138 0013 8000',
    '１３８００１３８０００',
    '(010) 6512-3456',
    '028-86740000',
    '0512-6512345',
    '025-83123456转802',
    '86740000',
    '400-820-8820',
    '12345',
    '110',
    '95588',
    '+852 2345 6789',
  ])('%s can be one', (number) => {
    expect(isPlausiblePhone(number)).toBe(true);
  });

  it.each([
    '12012345678',
    '1380013800',
    '138001380000',
    '028-8674000',
    '00000000',
    '11010519491231002X',
    '13800138OOO',
    '无',
    '',
    '+86',
    '13800138000 13900139000',
  ])('%s cannot be one', (number) => {
    expect(isPlausiblePhone(number)).toBe(false);
  });
});
