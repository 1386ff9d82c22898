import { createECDH } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBox, sealBox } from '#shared/schema/sealed-box';
import { makeRecoveryPair, readRecoveryCode, writeRecoveryCode } from '#main/services/secrets/recovery-code';

describe('a recovery code', () => {
  it('is eleven groups of five letters that nobody mistakes for others', () => {
    expect(makeRecoveryPair().code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('opens what was sealed to the public half, however it is typed', async () => {
    const { publicKey, code } = makeRecoveryPair();
    const box = await sealBox(publicKey, { n: 1 });
    const typed = [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', '  ')} `,
      code.replaceAll('-', '－'),
      code.replaceAll('0', 'O').replaceAll('1', 'l'),
      code.replaceAll('0', 'o').replaceAll('1', 'I'),
    ];
    for (const text of typed) {
      const key = readRecoveryCode(text);
      expect(key && (await openBox(key, box)), text).toEqual({ n: 1 });
    }
  });

  it('says the same key as it was written from, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const code = writeRecoveryCode(bytes);
        const isKey = (() => {
          try {
            createECDH('prime256v1').setPrivateKey(bytes);
            return true;
          } catch {
            return false;
          }
        })();
        const read = readRecoveryCode(code);
        expect(read === null).toBe(!isKey);
        if (read) expect(Buffer.from(read.d, 'base64url').toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('is refused with one letter wrong, two swapped, or one missing', () => {
    const { code } = makeRecoveryPair();
    const letters = code.replaceAll('-', '');
    for (let at = 0; at < letters.length; at += 1) {
      const other = letters[at] === '7' ? '8' : '7';
      expect(readRecoveryCode(letters.slice(0, at) + other + letters.slice(at + 1)), `letter ${at}`).toBeNull();
      const [a = '', b = ''] = letters.slice(at, at + 2);
      if (b !== '' && a !== b) {
        expect(readRecoveryCode(letters.slice(0, at) + b + a + letters.slice(at + 2)), `swap ${at}`).toBeNull();
      }
    }
    expect(readRecoveryCode(letters.slice(1))).toBeNull();
    expect(readRecoveryCode(`${letters}0`)).toBeNull();
    expect(readRecoveryCode('')).toBeNull();
    expect(readRecoveryCode('恢复码'.repeat(19))).toBeNull();
  });
});
