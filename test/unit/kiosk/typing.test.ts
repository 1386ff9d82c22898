import { beforeAll, describe, expect, it } from 'vitest';
import { isPhone, problemOf, stepsOf, EMPTY_DRAFT } from '#renderer/kiosk/apply/steps';
import { loadDictionary } from '#renderer/kiosk/keyboard/dictionary';
import { candidatesFor, readingsOf, soundsLike, type Dictionary } from '#renderer/kiosk/keyboard/pinyin';
import { codeIn, NOTHING_SCANNED, scanAfter, ticketCodeIn } from '#renderer/kiosk/scan';
import { sentencesOf } from '#renderer/kiosk/voice/reader';

const TODAY = '2026-11-27';
let dictionary: Dictionary;
beforeAll(async () => {
  dictionary = await loadDictionary();
});
const texts = (letters: string) => candidatesFor(letters, dictionary).map(({ text }) => text);

describe('pinyin on the screen', () => {
  it('offers the characters of a syllable, the frequent ones first', () => {
    expect(texts('wang').slice(0, 2)).toEqual(['王', '望']);
    expect(candidatesFor('wang', dictionary)[0]).toEqual({ text: '王', takes: 4 });
    expect(texts('')).toEqual([]);
  });

  it('takes the longest syllable of what was typed, and leaves the rest', () => {
    expect(candidatesFor('hexiulan', dictionary)[0]).toEqual({ text: '和', takes: 2 });
    const xian = candidatesFor('xian', dictionary);
    expect(xian[0]?.takes).toBe(4);
    expect(xian.some(({ takes }) => takes === 2)).toBe(true);
  });

  it('offers something for a syllable that is only begun, and nothing for what is none', () => {
    expect(texts('zh')).toContain('中');
    expect(texts('vvv')).toEqual([]);
  });

  it('can write every character of the streets and names that people here have', () => {
    const known = new Set([...dictionary.values()].flat());
    for (const character of '青禾里社区何秀兰李建国林晓燕幢栋单元室楼道路灯垃圾噪音漏水电动车')
      expect(known).toContain(character);
  });

  it('finds an item by its name, its sound or the first letters of it', () => {
    const readings = readingsOf(dictionary);
    const name = '80周岁以上老年人高龄津贴发放';
    for (const typed of ['高龄', 'gljt', 'gaolingjintie', 'gaol', 'GLJT', '80周岁'])
      expect(soundsLike(name, typed, readings), typed).toBe(true);
    for (const typed of ['低保', 'glzz', 'jintieg']) expect(soundsLike(name, typed, readings), typed).toBe(false);
  });
});

describe('a scanner', () => {
  const typed = (text: string, betweenMs: number) => {
    let scan = NOTHING_SCANNED;
    let scanned: string | null = null;
    [...text, 'Enter'].forEach((key, index) => {
      const heard = scanAfter(scan, key, 1000 + index * betweenMs);
      scan = heard.next;
      scanned = heard.scanned;
    });
    return scanned;
  };
  it('is told from hands by its speed', () => {
    expect(typed('K7QM2X90', 10)).toBe('K7QM2X90');
    expect(typed('K7QM2X90', 200)).toBeNull();
    expect(typed('K7Q', 10)).toBeNull();
  });

  it('reads the code at the end of the address that a QR code holds', () => {
    expect(codeIn('https://linli-qinghe.local:8446/p/K7QM2X90')).toBe('K7QM2X90');
    expect(codeIn(' k7qm 2x90 ')).toBe('k7qm 2x90');
    expect(codeIn('https://linli-qinghe.local:8446/t/A023-7KQ4M2XR')).toBe('A023-7KQ4M2XR');
    expect(ticketCodeIn('a023 7kq4 m2xr')).toBe('A0237KQ4M2XR');
    expect(ticketCodeIn('K7QM2X90')).toBeNull();
  });
});

describe('an application by oneself', () => {
  const material = { when: null, mayFollow: false };
  it('asks for what the item asks, and not for what the window looks up', () => {
    const steps = stepsOf({
      form: [{ id: 'f1', label: '户籍地址' }],
      materials: [
        { ...material, id: 'm1', name: '身份证', need: 'required' },
        { ...material, id: 'm2', name: '不动产证', need: 'electronic' },
        { ...material, id: 'm3', name: '委托书', need: 'conditional', when: '代办的' },
      ],
    });
    expect(steps.map((step) => ('id' in step ? step.id : step.kind))).toEqual([
      ...['consent', 'name', 'phone', 'id', 'f1', 'm1', 'm3', 'check'],
    ]);
    expect(stepsOf({ form: null, materials: null }).map(({ kind }) => kind)).toEqual([
      ...['consent', 'name', 'phone', 'id', 'check'],
    ]);
  });

  it('says what is missing and what cannot be', () => {
    expect(problemOf('name', EMPTY_DRAFT, TODAY)).toBe('name.missing');
    expect(problemOf('phone', { ...EMPTY_DRAFT, phone: '12' }, TODAY)).toBe('phone.wrong');
    expect(problemOf('id', EMPTY_DRAFT, TODAY)).toBeNull();
    expect(problemOf('id', { ...EMPTY_DRAFT, citizenId: '11010519491231002X' }, TODAY)).toBeNull();
    expect(problemOf('id', { ...EMPTY_DRAFT, citizenId: '1101051949123100' }, TODAY)).toBe('id.wrong');
    // The last one is what the others make it; a birth to come is none.
    expect(problemOf('id', { ...EMPTY_DRAFT, citizenId: '110105194912310021' }, TODAY)).toBe('id.check');
    expect(problemOf('id', { ...EMPTY_DRAFT, citizenId: '11010519491231002X' }, '1949-12-30')).toBe('id.check');
    // As they were given until 1999.
    expect(problemOf('id', { ...EMPTY_DRAFT, citizenId: '110105491231002' }, TODAY)).toBeNull();
    for (const phone of ['13800000000', '0512-65220000', '+86 138 0000 0000']) expect(isPhone(phone), phone).toBe(true);
    for (const phone of ['', '138', 'abc', '138000000001380000000013800']) expect(isPhone(phone), phone).toBe(false);
  });
});

it('is read out in pieces that no voice breaks off', () => {
  expect(sentencesOf('取好了。您的号码是 A001。\n')).toEqual(['取好了。', '您的号码是 A001。']);
  expect(sentencesOf('・ \n —')).toEqual([]);
  for (const piece of sentencesOf('很长的一句话，'.repeat(60))) expect(piece.length).toBeLessThanOrEqual(120);
});
