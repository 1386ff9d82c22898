import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRound, type RoundCall, type RoundPlace } from '#shared/domain/visits/round';

/** A plane of metres is near enough for a neighbourhood. */
const metersBetween = (a: RoundPlace, b: RoundPlace) => Math.hypot(a.latitude - b.latitude, a.longitude - b.longitude);
const options = { homes: 9, from: { latitude: 0, longitude: 0 }, metersBetween };

const aCall = (n: number, more: Partial<RoundCall> = {}): RoundCall => ({
  personUid: `p${n}`,
  dwellingUid: `d${n}`,
  buildingUid: `b${n}`,
  unit: '1',
  floor: 1,
  place: { latitude: n * 10, longitude: 0 },
  overdueDays: 0,
  ...more,
});

describe('a day’s round', () => {
  it('takes the homes that are the longest overdue, and names the rest', () => {
    const calls = Array.from({ length: 12 }, (_, n) => aCall(n + 1, { overdueDays: n }));
    const { stops, left } = planRound(calls, options);
    expect(stops.map(({ dwellingUid }) => dwellingUid)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => `d${n}`));
    expect(left.map(({ personUid }) => personUid)).toEqual(['p3', 'p2', 'p1']);
  });

  it('visits people of one home together, and goes down each staircase once', () => {
    const at = { buildingUid: 'b', place: { latitude: 5, longitude: 5 } };
    const calls = [
      aCall(1, { ...at, unit: '10', floor: 2 }),
      aCall(2, { ...at, unit: '2', floor: 1 }),
      aCall(3, { ...at, unit: '2', floor: 6, dwellingUid: 'shared' }),
      aCall(4, { ...at, unit: '2', floor: 6, dwellingUid: 'shared', overdueDays: 3 }),
    ];
    const { stops } = planRound(calls, options);
    expect(stops.map(({ calls: together }) => together.map(({ personUid }) => personUid))).toEqual([
      ['p4', 'p3'],
      ['p2'],
      ['p1'],
    ]);
  });

  it('does not go to and fro', () => {
    const line = [3, 1, 5, 2, 4].map((n) => aCall(n));
    const { stops, meters } = planRound(line, options);
    expect(stops.map(({ dwellingUid }) => dwellingUid)).toEqual(['d1', 'd2', 'd3', 'd4', 'd5']);
    expect(meters).toBe(50);
  });

  it('leaves homes that are not on the map for the end', () => {
    const { stops } = planRound([aCall(1, { place: null }), aCall(2)], options);
    expect(stops.map(({ dwellingUid }) => dwellingUid)).toEqual(['d2', 'd1']);
  });

  it('is the same on every device, holds everybody once, and is no longer than the way from one to the nearest next', () => {
    const calls = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 14 })
      .chain((numbers) =>
        fc.tuple(
          ...numbers.map((n) => fc.tuple(fc.constant(n), fc.nat(400), fc.nat(400), fc.integer({ min: -5, max: 30 }))),
        ),
      )
      .map((rows) =>
        rows.map(([n, latitude, longitude, overdueDays]) => aCall(n, { place: { latitude, longitude }, overdueDays })),
      );
    fc.assert(
      fc.property(calls, (given) => {
        const plan = planRound(given, options);
        expect(planRound([...given].reverse(), options)).toEqual(plan);
        const everybody = [...plan.stops.flatMap(({ calls: together }) => together), ...plan.left];
        expect(everybody.map(({ personUid }) => personUid).sort()).toEqual(
          given.map(({ personUid }) => personUid).sort(),
        );
        expect(plan.meters).toBeLessThanOrEqual(
          Math.round(greedyMeters(plan.stops.map(({ calls: [first] }) => first))),
        );
      }),
      { numRuns: 200 },
    );
  });
});

function greedyMeters(calls: readonly (RoundCall | undefined)[]): number {
  const left = calls.flatMap((each) => (each?.place ? [{ uid: each.buildingUid, place: each.place }] : []));
  left.sort((a, b) => a.uid.localeCompare(b.uid, 'en', { numeric: true }));
  let at: RoundPlace = options.from;
  let meters = 0;
  while (left.length > 0) {
    const distances = left.map(({ place }) => metersBetween(at, place));
    const shortest = Math.min(...distances);
    const [next] = left.splice(distances.indexOf(shortest), 1);
    meters += shortest;
    at = next?.place ?? at;
  }
  return meters;
}
