import { describe, expect, it } from 'vitest';
import { instantOf, placeOf, takingOf } from '#renderer/data/media/prepare/taking';

const NOW_MS = Date.UTC(2026, 10, 23, 1, 41, 6);
const HERE = { latitude: 31.23, longitude: 121.47, accuracyM: 4 };
const THERE = { latitude: 30, longitude: 120, accuracyM: null };
const HOUR_MS = 3_600_000;

describe('the time in a photo', () => {
  it.each([
    ['in the zone it names', '2026:11:23 09:41:06', '+08:00', NOW_MS],
    ['in another zone', '2026:11:23 09:41:06', '+09:00', NOW_MS - HOUR_MS],
    ['west of Greenwich', '2026:11:22 20:41:06', '-05:00', NOW_MS],
    ['without a zone, at the station', '2026:11:23 09:41:06', undefined, NOW_MS],
    ['with a zone that is none, at the station', '2026:11:23 09:41:06', 'local', NOW_MS],
    ['as some phones write it', '2026-11-23T09:41:06', undefined, NOW_MS],
    ['of a camera that was never set', '0000:00:00 00:00:00', undefined, null],
    ['on a day that does not exist', '2026:02:31 09:41:06', undefined, null],
    ['at an hour that does not exist', '2026:11:23 25:41:06', undefined, null],
    ['that is blank', '    :  :     :  :  ', undefined, null],
    ['that is not there', undefined, '+08:00', null],
  ])('%s', (_how, time, offset, instant) => {
    expect(instantOf(time, offset)).toBe(instant);
  });
});

describe('the place in a photo', () => {
  it.each([
    ['with how sure it is', [31.2304, 121.4737, 6.5], { latitude: 31.2304, longitude: 121.4737, accuracyM: 6.5 }],
    [
      'to ten centimetres',
      [31.23041234567, -121.47, null],
      { latitude: 31.230412, longitude: -121.47, accuracyM: null },
    ],
    ['with a nonsense accuracy', [31, 121, -1], { latitude: 31, longitude: 121, accuracyM: null }],
    ['where no satellite was found', [0, 0, null], null],
    ['outside the world', [91, 121, null], null],
    ['that is no number', [Number.NaN, 121, null], null],
    ['of which half is missing', [31, undefined, null], null],
  ] as const)('%s', (_how, [latitude, longitude, accuracyM], place) => {
    expect(placeOf(latitude, longitude, accuracyM)).toEqual(place);
  });
});

describe('what is claimed of a photo', () => {
  it('is the camera’s word where it has one, be its clock years off', () => {
    const taken = Date.UTC(2003, 0, 1);
    expect(takingOf({ takenAtMs: taken, place: THERE }, { nowMs: NOW_MS, place: HERE })).toEqual({
      takenAtMs: taken,
      takenAtSource: 'exif',
      place: THERE,
      placeSource: 'exif',
    });
  });

  it('is the device’s where the camera says nothing', () => {
    expect(takingOf({ takenAtMs: null, place: null }, { nowMs: NOW_MS, place: HERE })).toEqual({
      takenAtMs: NOW_MS,
      takenAtSource: 'device',
      place: HERE,
      placeSource: 'device',
    });
  });

  it.each([
    [14, 'device'],
    [16, 'none'],
  ])('taken %i minutes ago has a place from: %s', (minutes, source) => {
    const facts = { takenAtMs: NOW_MS - minutes * 60_000, place: null };
    expect(takingOf(facts, { nowMs: NOW_MS, place: HERE }).placeSource).toBe(source);
  });
});
