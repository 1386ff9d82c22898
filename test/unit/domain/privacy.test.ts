import { describe, expect, it } from 'vitest';
import { maskAddress, maskCitizenId, maskName, maskPhone } from '#shared/domain/privacy/mask';

describe('masks', () => {
  it('leave the first three and the last four of a citizen id', () => {
    expect(maskCitizenId('11010519491231002X')).toBe('110 •••••••• 002X');
  });

  it('leave the first three and the last four of a phone', () => {
    expect(maskPhone('13812346021')).toBe('138 •••• 6021');
  });

  it('leave nothing of a value too short to hide in', () => {
    expect(maskPhone('120')).toBe('•••');
    expect(maskPhone('65123456')).toBe('••••••••');
  });

  it('leave the first character of a name, whatever its length', () => {
    expect(maskName('钱阿宝')).toBe('钱**');
    expect(maskName('李四')).toBe('李**');
    expect(maskName('𠮷田')).toBe('𠮷**');
    expect(maskName('')).toBe('');
  });

  it('hide house, stair and door of an address', () => {
    expect(maskAddress('清和路 8幢2单元301')).toBe('清和路••••••••');
    expect(maskAddress('8幢301')).toBe('•••••');
  });
});
