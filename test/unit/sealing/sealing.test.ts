import { describe, expect, it } from 'vitest';
import { sealedSchema, type Sealed } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealValue, sealingAad } from '#shared/schema/sealing';

const UID = '01J0000000000000000000AAAA';
const keyBytes = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const aad = sealingAad({ uid: UID, field: 'answers.bloodPressure' });

/** Changes one bit of a base64 string's bytes. */
function flipBit(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

describe('a sealed value', () => {
  it.each([
    ['an object', { systolic: 168, diastolic: 96 }],
    ['Chinese text', '膝盖疼，想要一块防滑垫'],
    ['an emoji outside the basic plane', '🏠'],
    ['an empty string', ''],
    ['null', null],
    ['false', false],
    ['a long note', '走'.repeat(4000)],
  ])('opens to the same value: %s', async (_name, value) => {
    const key = await importSealingKey(keyBytes(1));
    const sealed = await sealValue(key, 'qinghe-1.health.1', value, aad);
    expect(sealedSchema.parse(sealed)).toEqual(sealed);
    expect(await openValue(key, sealed, aad)).toEqual({ ok: true, value });
  });

  it('never looks the same twice, and shows nothing of its text', async () => {
    const key = await importSealingKey(keyBytes(1));
    const first = await sealValue(key, 'k', '13900000000', aad);
    const second = await sealValue(key, 'k', '13900000000', aad);
    expect(first.iv).not.toBe(second.iv);
    expect(first.ct).not.toBe(second.ct);
    expect(Buffer.from(first.ct, 'base64').toString('latin1')).not.toContain('139');
  });

  it('does not open with another key', async () => {
    const sealed = await sealValue(await importSealingKey(keyBytes(1)), 'k', 'secret', aad);
    expect(await openValue(await importSealingKey(keyBytes(2)), sealed, aad)).toEqual({
      ok: false,
      error: 'unreadable',
    });
  });

  it.each([
    ['another person', sealingAad({ uid: '01J0000000000000000000AAAB', field: 'answers.bloodPressure' })],
    ['another field', sealingAad({ uid: UID, field: 'answers.note' })],
    ['a list entry', sealingAad({ uid: UID, field: 'answers.bloodPressure', entryId: UID })],
  ])('does not open when moved to %s', async (_name, elsewhere) => {
    const key = await importSealingKey(keyBytes(1));
    const sealed = await sealValue(key, 'k', 'secret', aad);
    expect(await openValue(key, sealed, elsewhere)).toEqual({ ok: false, error: 'unreadable' });
    expect((await openValue(key, sealed, aad)).ok).toBe(true);
  });

  const broken: [string, (sealed: Sealed) => Sealed][] = [
    ['a changed first byte', (sealed) => ({ ...sealed, ct: flipBit(sealed.ct, 0) })],
    [
      'a changed tag',
      (sealed) => ({ ...sealed, ct: flipBit(sealed.ct, -1 + Buffer.from(sealed.ct, 'base64').length) }),
    ],
    ['a changed iv', (sealed) => ({ ...sealed, iv: flipBit(sealed.iv, 3) })],
    ['no text at all', (sealed) => ({ ...sealed, ct: 'AA==' })],
    ['what is not base64', (sealed) => ({ ...sealed, ct: '¤¤¤' })],
    ['a short iv', (sealed) => ({ ...sealed, iv: 'AAAA' })],
  ];
  it.each(broken)('is unreadable, without an exception, with %s', async (_name, damage) => {
    const key = await importSealingKey(keyBytes(1));
    const sealed = await sealValue(key, 'k', 'secret', aad);
    expect(await openValue(key, damage(sealed), aad)).toEqual({ ok: false, error: 'unreadable' });
  });

  it('cannot be made of what JSON has no word for', async () => {
    const key = await importSealingKey(keyBytes(1));
    await expect(sealValue(key, 'k', undefined, aad)).rejects.toThrow('JSON');
  });
});

describe('a data key', () => {
  it('has 32 bytes', async () => {
    await expect(importSealingKey(Buffer.alloc(16).toString('base64'))).rejects.toThrow('32 bytes, not 16');
  });

  it('cannot be read back once imported', async () => {
    const key = await importSealingKey(keyBytes(1));
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
