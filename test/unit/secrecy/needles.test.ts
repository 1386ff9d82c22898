import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchFor } from '#test/flows/secrecy/needles';

const NAME = { label: 'name', text: '沈桂英' };
const PHONE = { label: 'phone', text: '15412340046' };
const search = searchFor([NAME, PHONE]);
const found = (bytes: Uint8Array) => search(bytes, 'here').map(({ label, encoding }) => `${label} ${encoding}`);
const buffer = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const NAME_BYTES = buffer('沈桂英');

describe('the search for names that lie readable', () => {
  it('finds a name in UTF-8 in the middle of other bytes', () => {
    expect(found(buffer('…"name":"沈桂英","sex"…'))).toEqual(['name utf-8']);
  });

  it('finds it as Chromium stores it, in UTF-16, at odd places too', () => {
    expect(
      found(new Uint8Array(Buffer.from(`x${Buffer.from('沈桂英', 'utf16le').toString('latin1')}`, 'latin1'))),
    ).toEqual(['name utf-16le']);
  });

  it('finds it in JSON that escapes', () => {
    expect(found(buffer('{"name":"\\u6c88\\u6842\\u82f1"}'))).toEqual(['name json escapes']);
  });

  it('finds it in base64 wherever it stands in the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const bytes = buffer(Buffer.from(`${before}15412340046${after}`, 'utf8').toString('base64'));
        expect(found(bytes)).toContain('phone base64');
      }),
    );
  });

  it('goes on past the first bytes of one that is cut off at the end', () => {
    for (let length = 1; length < NAME_BYTES.length; length += 1)
      expect(found(NAME_BYTES.subarray(0, length))).toEqual([]);
    expect(found(NAME_BYTES)).toEqual(['name utf-8']);
  });

  it('finds nothing where nothing is', () => {
    expect(found(buffer('沈桂 英 1541234004 6'))).toEqual([]);
  });
});
