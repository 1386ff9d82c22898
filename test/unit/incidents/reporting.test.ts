import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metersBetween, nearbyIncidents, type KnownIncident, type NewReport } from '#shared/domain/incidents/nearby';
import {
  readReceipt,
  receiptCode,
  RECEIPT_NUMBERS,
  receiptNumber,
  showReceipt,
} from '#shared/domain/incidents/receipt';
import {
  EMPTY_REPORT,
  REPORT_LENGTHS,
  reportFields,
  reportProblems,
  type ReportDraft,
} from '#shared/domain/incidents/report';
import { INCIDENT_LIMITS, receiptCodeSchema } from '#shared/schema/types/incident';
import { uid } from '#test/support/builders';
import { HOUR_MS, NINE } from './incidents';

/** Stands for the hub's key in these tests: any function of round and half will do. */
const keyed = (round: number, half: number): number => {
  let hash = Math.imul(half ^ (round * 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & 0x3ffff;
};
const number = fc.integer({ min: 0, max: RECEIPT_NUMBERS - 1 });

describe('a receipt code', () => {
  it('is read back as typed: in small letters, full width, with spaces, with the letters it does not have', () => {
    const code = receiptCode(12_345, keyed);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(receiptCodeSchema.safeParse(code).success).toBe(true);
    expect(readReceipt(` ${showReceipt(code).toLowerCase()} `)).toBe(code);
    const wide = [...code].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
    expect(readReceipt(wide)).toBe(code);
    const withOne =
      Array.from({ length: 200 }, (_, n) => receiptCode(n, keyed)).find((each) => /[01V]/.test(each)) ?? '';
    expect(readReceipt(withOne.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('V', 'u'))).toBe(withOne);
  });

  it('is one of its own for every number, and leads back to it under the same key alone', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(receiptNumber(receiptCode(a, keyed), keyed)).toBe(a);
        if (a !== b) expect(receiptCode(a, keyed)).not.toBe(receiptCode(b, keyed));
      }),
    );
    const other = (round: number, half: number) => keyed(round + 1, half);
    expect(receiptNumber(receiptCode(7, keyed), other)).not.toBe(7);
  });

  it('tells nothing: numbers that follow one another share no more places than chance', () => {
    const codes = Array.from({ length: 500 }, (_, n) => receiptCode(n, keyed));
    const same = codes
      .slice(1)
      .map((code, n) => [...code].filter((character, at) => character === codes[n]?.[at]).length);
    expect(same.reduce((sum, each) => sum + each, 0) / same.length).toBeLessThan(0.5);
  });

  it('with one wrong character, or two exchanged, is no code', () => {
    const place = fc.integer({ min: 0, max: 7 });
    fc.assert(
      fc.property(number, place, place, fc.integer({ min: 1, max: 31 }), (of, at, with_, by) => {
        const code = [...receiptCode(of, keyed)];
        const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const wrong = [...code];
        wrong[at] = letters.charAt((letters.indexOf(code[at] ?? '') + by) % 32);
        expect(readReceipt(wrong.join(''))).toBeNull();
        const exchanged = [...code];
        [exchanged[at], exchanged[with_]] = [code[with_] ?? '', code[at] ?? ''];
        expect(readReceipt(exchanged.join(''))).toBe(code[at] === code[with_] ? code.join('') : null);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', '123', 'ABCDEFGHJ', '青禾里一二三四五', '1234 567!'])('is not %j', (typed) => {
    expect(readReceipt(typed)).toBeNull();
  });
});

describe('a report', () => {
  const whole: ReportDraft = { ...EMPTY_REPORT, title: ' 电动车堵住通道 ', address: '8幢东侧', text: ' 三辆 ' };

  it.each([
    [{ title: ' ' }, ['title-missing']],
    [{ title: '长'.repeat(61) }, ['title-too-long']],
    [{ text: '长'.repeat(2001) }, ['text-too-long']],
    [{ address: '' }, ['where-missing']],
    [{ address: '', buildingUid: uid(1) }, []],
    [{ address: '长'.repeat(201) }, ['address-too-long']],
    [{ contact: { name: '何秀兰', phone: '' } }, ['contact-phone-missing']],
    [{}, []],
  ] as const)('with %j lacks %j', (change, problems) => {
    expect(reportProblems({ ...whole, ...change })).toEqual(problems);
  });

  it('takes as much as the record does', () => {
    // What residents are told comes with steps.
    const { told: _told, ...ofReports } = INCIDENT_LIMITS;
    expect(REPORT_LENGTHS).toEqual(ofReports);
  });

  it('becomes a record without what nobody wrote', () => {
    const fields = reportFields(whole, { reportedAtMs: NINE, channel: 'staff' });
    expect(fields).toMatchObject({
      title: '电动车堵住通道',
      text: '三辆',
      contact: null,
      receipt: null,
      steps: [],
      reportedAtMs: NINE,
    });
    const contact = { name: '', phone: ' 15400001111 ' };
    expect(reportFields({ ...whole, text: ' ', contact }, { reportedAtMs: NINE, channel: 'staff' })).toMatchObject({
      text: null,
      contact: { name: '', phone: '15400001111' },
    });
  });
});

describe('what may be the same incident', () => {
  const HERE = { lat: 32.043, lng: 118.786 };
  const metersEast = (meters: number) => ({ lat: HERE.lat, lng: HERE.lng + meters / 94_300 });
  const report: NewReport = {
    place: { ...HERE, accuracyMeters: 5 },
    address: '清和路 8幢',
    buildingUid: null,
    categoryUid: uid(1),
    atMs: NINE,
  };
  const known = (
    n: number,
    change: Partial<KnownIncident> & { meters?: number; accuracy?: number } = {},
  ): KnownIncident => ({
    uid: uid(n),
    place: { ...metersEast(change.meters ?? 20), accuracyMeters: change.accuracy ?? 5, source: 'device' },
    address: '',
    buildingUid: null,
    reportedAtMs: NINE - HOUR_MS,
    standing: { state: 'handling', categoryUid: uid(1), endedAtMs: null },
    ...change,
  });
  const uids = (all: readonly KnownIncident[], of = report) => nearbyIncidents(of, all).map((each) => each.uid);

  it('measures distances over the ground', () => {
    expect(metersBetween(HERE, metersEast(100))).toBeCloseTo(100, 0);
    expect(metersBetween({ lat: 0, lng: 0 }, { lat: 1, lng: 0 })).toBeCloseTo(111_195, 0);
  });

  it('is near, and of the same kind before all others', () => {
    const other = { state: 'reported', categoryUid: uid(2), endedAtMs: null } as const;
    expect(
      uids([
        known(1, { meters: 40 }),
        known(2, { meters: 10, standing: other }),
        known(3, { meters: 15 }),
        known(4, { meters: 90 }),
      ]),
    ).toEqual([uid(3), uid(1), uid(2)]);
    expect(nearbyIncidents(report, [known(3, { meters: 15 })])).toMatchObject([
      { ageMs: HOUR_MS, isSameCategory: true },
    ]);
  });

  it('may be further off when a device was unsure of its place, but not without end', () => {
    expect(uids([known(1, { meters: 90, accuracy: 50 })])).toEqual([uid(1)]);
    expect(uids([known(1, { meters: 200, accuracy: 5000 })])).toEqual([]);
  });

  it('is not what was over a day ago, what was nothing, or what lies open for weeks', () => {
    const ended = (hours: number) =>
      ({ state: 'closed', categoryUid: uid(1), endedAtMs: NINE - hours * HOUR_MS }) as const;
    expect(uids([known(1, { standing: ended(2) }), known(2, { standing: ended(30) })])).toEqual([uid(1)]);
    expect(uids([known(1, { standing: { ...ended(1), state: 'rejected' } })])).toEqual([]);
    expect(uids([known(1, { reportedAtMs: NINE - 15 * 24 * HOUR_MS })])).toEqual([]);
  });

  it('is found by the same house where one of the two has no place', () => {
    const placeless = { ...report, place: null };
    expect(uids([known(1, { address: '清和路　8幢' }), known(2, { address: '清和路 9幢' })], placeless)).toEqual([
      uid(1),
    ]);
    const house = { ...placeless, address: '', buildingUid: uid(50), categoryUid: null };
    expect(uids([known(1, { buildingUid: uid(50) })], house)).toEqual([uid(1)]);
    expect(uids([known(1, { address: '' })], { ...placeless, address: '' })).toEqual([]);
  });
});
