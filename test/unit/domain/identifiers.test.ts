import { describe, expect, it } from 'vitest';
import { normalCitizenId, normalPhone } from '#shared/domain/people/identifiers';

describe('a citizen id', () => {
  it.each([
    ['11010519491231002X', '11010519491231002X'],
    ['11010519491231002x', '11010519491231002X'],
    [' 110105 19491231 002x ', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    ['110105-19491231-002X', '11010519491231002X'],
    // Copied out of a chat or an address book, with marks that nobody sees.
    ['\u202D11010519491231002X\u202C', '11010519491231002X'],
    ['110105\u200B19491231\uFEFF002X\u0000', '11010519491231002X'],
    // 15 digits, as given out until 1999: the century and the check character were not in them.
    ['110105491231002', '11010519491231002X'],
    ['１１０１０５４９１２３１００２', '11010519491231002X'],
    ['H12345678', 'H12345678'],
    ['', ''],
  ])('typed as %j is %j', (typed, normal) => {
    expect(normalCitizenId(typed)).toBe(normal);
    expect(normalCitizenId(normal)).toBe(normal);
  });
});

describe('a phone number', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['\u202A138\u200E0013\u00AD8000\u202C', '13800138000'],
    ['+8613800138000', '13800138000'],
    ['0086-13800138000', '13800138000'],
    ['(010) 6512-3456', '01065123456'],
    ['+852 2345 6789', '+85223456789'],
    ['8613', '8613'],
  ])('typed as %j is %j', (typed, normal) => {
    expect(normalPhone(typed)).toBe(normal);
    expect(normalPhone(normal)).toBe(normal);
  });
});
