import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bookingStanding,
  decideBooking,
  freePlaces,
  personOfPhone,
  type BookingTables,
  type BookingWish,
  type KnownBooking,
} from '#shared/domain/bookings/decide';
import { usualBookings } from '#shared/domain/bookings/settings';
import { slotsOfDay } from '#shared/domain/bookings/slots';
import { clockAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { bookingSettingsSchema } from '#shared/ipc/booking-api';

const HOUR = 3_600_000;
const calendar = workingCalendar([
  {
    year: 2026,
    // 国庆节, with a Saturday worked for it.
    holidays: [{ name: '国庆节', from: '2026-10-01', until: '2026-10-07' }],
    workdays: ['2026-10-10'],
    hours: [
      { from: '08:30', until: '12:00' },
      { from: '13:30', until: '18:00' },
    ],
  },
]);
const tables: BookingTables = { hall: USUAL_HALL, settings: usualBookings(USUAL_HALL), calendar };
const MONDAY = '2026-11-23';
const at = (clock: string, day = MONDAY): number =>
  startOfDayMs(day) + Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3)) * 60_000;
const NINE = at('09:00');

const wish = (clock: string, person: string | null, more: Partial<BookingWish> = {}): BookingWish => ({
  group: 'A',
  atMs: at(clock),
  person,
  isOwn: true,
  ...more,
});
const booked = (clock: string, person: string, more: Partial<KnownBooking> = {}): KnownBooking => ({
  group: 'A',
  atMs: at(clock),
  untilMs: at(clock) + HOUR / 2,
  state: 'booked',
  person,
  ...more,
});
const decided = (bookings: readonly KnownBooking[], wanted: BookingWish, nowMs = NINE, by = tables) => {
  const decision = decideBooking(bookings, by, wanted, nowMs);
  return decision.ok ? 'ok' : decision.why;
};

describe('the slots of a day', () => {
  const line = { slotMinutes: 30, weekdays: [1, 2, 3, 4, 5] };
  const begins = (day: string, of = line, hall = USUAL_HALL) =>
    slotsOfDay(day, of, hall, calendar).map(({ atMs }) => clockAtStation(atMs).slice(0, 5));

  it('are whole ones while the hall is open, none over lunch', () => {
    const slots = begins(MONDAY);
    expect(slots.slice(0, 7)).toEqual(['08:30', '09:00', '09:30', '10:00', '10:30', '11:00', '11:30']);
    expect([slots[7], slots.at(-1)]).toEqual(['13:30', '17:00']);
    expect(begins(MONDAY, { ...line, slotMinutes: 60 })).not.toContain('11:30');
    expect(begins(MONDAY, line, { ...USUAL_HALL, opensAt: '09:10' }).slice(0, 2)).toEqual(['09:10', '09:40']);
  });

  it('go on where the hall stays open longer than the hours that are worked', () => {
    const late = begins(MONDAY, line, { ...USUAL_HALL, opensAt: '08:00', closesAt: '20:00' });
    expect([late[0], late.at(-1), late.includes('12:00'), late.includes('13:00')]).toEqual([
      '08:00',
      '19:30',
      false,
      false,
    ]);
    const always = begins(MONDAY, line, { ...USUAL_HALL, opensAt: '00:00', closesAt: '23:59' });
    expect([always.length, always[0], always.at(-1)]).toEqual([44, '00:00', '23:00']);
    // Open over noon alone: that is the break.
    expect(begins(MONDAY, line, { ...USUAL_HALL, opensAt: '12:00', closesAt: '13:30' })).toEqual([]);
    expect(begins('2026-11-28', line, { ...USUAL_HALL, opensAt: '00:00', closesAt: '23:59' })).toEqual([]);
  });

  it('are none on holidays and at weekends, and some on a Saturday that is worked instead', () => {
    expect(begins('2026-10-01')).toEqual([]);
    expect(begins('2026-11-28')).toEqual([]);
    expect(begins('2026-10-10').length).toBeGreaterThan(10);
    expect(begins('2026-10-10', { ...line, weekdays: [1, 3] })).toEqual([]);
    expect(begins(MONDAY, { ...line, weekdays: [2, 4] })).toEqual([]);
  });
});

describe('a wish for a slot', () => {
  it('is granted while there are places, and refused with the reason when there are none', () => {
    expect(decided([], wish('10:00', 'a'))).toBe('ok');
    expect(decided([booked('10:00', 'a')], wish('10:00', 'b'))).toBe('ok');
    const full = [booked('10:00', 'a'), booked('10:00', 'b', { state: 'arrived' })];
    expect(decided(full, wish('10:00', 'c'))).toBe('full');
    expect(decided([booked('10:00', 'a'), booked('10:00', 'b', { state: 'cancelled' })], wish('10:00', 'c'))).toBe(
      'ok',
    );
    expect(decided(full, wish('10:00', 'c', { group: 'B' }))).toBe('ok');
  });

  it('counts slots of other settings where they meet', () => {
    const hour = booked('10:00', 'a', { untilMs: at('11:00') });
    expect(decided([hour, hour], wish('10:30', 'c'))).toBe('full');
  });

  it('is one for a person and line until it was used, was cancelled or is over', () => {
    const own = booked('10:00', 'a');
    expect(decided([own], wish('14:00', 'a'))).toBe('again');
    expect(decided([own], wish('14:00', 'a', { group: 'B' }))).toBe('ok');
    for (const state of ['arrived', 'cancelled'] as const)
      expect(decided([{ ...own, state }], wish('14:00', 'a'))).toBe('ok');
    expect(bookingStanding(own, at('10:30'))).toBe('missed');
    expect(decided([own], wish('14:00', 'a'), at('10:30'))).toBe('ok');
    expect(decided([own], wish('14:00', null))).toBe('ok');
  });

  it('is refused too late, too far ahead, off the grid, and where residents do not book', () => {
    expect(decided([], wish('09:00', 'a'))).toBe('too-late');
    expect(decided([], wish('09:00', 'a', { isOwn: false }), at('09:10'))).toBe('ok');
    expect(decided([], wish('09:00', 'a', { isOwn: false }), at('09:30'))).toBe('too-late');
    expect(decided([], wish('10:00', 'a', { atMs: at('10:00', '2026-12-01') }))).toBe('too-far');
    expect(decided([], wish('10:00', 'a', { atMs: at('10:00', '2026-11-29') }))).toBe('no-slot');
    expect(decided([], wish('10:10', 'a'))).toBe('no-slot');
    expect(decided([], wish('10:00', 'a', { group: 'Z' }))).toBe('unknown-line');
    const off = { ...tables, settings: { ...tables.settings, residentsBook: false } };
    expect(decided([], wish('10:00', 'a'), NINE, off)).toBe('off');
    expect(decided([], wish('10:00', 'a', { isOwn: false }), NINE, off)).toBe('ok');
  });

  it('never makes more bookings than places at any instant, and free places are what is left', () => {
    const clocks = ['09:30', '10:00', '10:30', '11:00'];
    const step = fc.record({
      kind: fc.constantFrom('book', 'book', 'book', 'cancel', 'arrive'),
      clock: fc.constantFrom(...clocks),
      person: fc.constantFrom('a', 'b', 'c', 'd', 'e', null),
      isOwn: fc.boolean(),
      which: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 3 }), (steps, places) => {
        const settings = { ...tables.settings, lines: tables.settings.lines.map((line) => ({ ...line, places })) };
        const by = { ...tables, settings };
        const all: KnownBooking[] = [];
        for (const { kind, clock, person, isOwn, which } of steps) {
          const known = all[which % Math.max(1, all.length)];
          if (kind !== 'book' && known) {
            if (known.state === 'booked')
              all[all.indexOf(known)] = { ...known, state: kind === 'cancel' ? 'cancelled' : 'arrived' };
            continue;
          }
          const free = freePlaces(all, by, { group: 'A', day: MONDAY, isOwn }, NINE - HOUR);
          const decision = decideBooking(all, by, wish(clock, person, { isOwn }), NINE - HOUR);
          const told = free.find(({ atMs }) => atMs === at(clock))?.free ?? 0;
          if (decision.ok) {
            expect(told).toBeGreaterThan(0);
            all.push({ group: 'A', person, state: 'booked', atMs: decision.atMs, untilMs: decision.untilMs });
          } else if (decision.why === 'full') expect(told).toBe(0);
        }
        for (const clock of clocks) {
          const there = all.filter((each) => each.atMs === at(clock) && each.state !== 'cancelled');
          expect(there.length).toBeLessThanOrEqual(places);
          const open = there.filter(({ state, person }) => state === 'booked' && person !== null);
          expect(new Set(open.map(({ person }) => person)).size).toBe(open.length);
        }
      }),
    );
  });
});

describe('what is typed', () => {
  it('is one phone number however it is written', () => {
    const ways = ['13600007719', '136 0000 7719', '136-0000-7719', '+86 13600007719', '8613600007719'];
    expect(new Set(ways.map(personOfPhone)).size).toBe(1);
    expect(personOfPhone('861234567')).toBe('861234567');
  });

  it('is refused as settings where a line stands twice or a slot has another length', () => {
    const usual = usualBookings(USUAL_HALL);
    expect(bookingSettingsSchema.safeParse(usual).success).toBe(true);
    const [first] = usual.lines;
    expect(bookingSettingsSchema.safeParse({ ...usual, lines: [first, first] }).success).toBe(false);
    expect(bookingSettingsSchema.safeParse({ ...usual, lines: [{ ...first, slotMinutes: 7 }] }).success).toBe(false);
  });
});
