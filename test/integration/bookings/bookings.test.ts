import { cpSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { usualBookings } from '#shared/domain/bookings/settings';
import { bookingSchema } from '#shared/schema/types/booking';
import { uid } from '#test/support/builders';
import { temporaryFolder } from '#test/support/temporary-folder';
import { MORNING } from '../queue/hall';
import { HALF_HOUR, openBookingDesk, PHONE, TEN, type BookingDeskOptions } from './desk';

async function opened(options: BookingDeskOptions = {}, folder?: string) {
  const desk = await openBookingDesk(folder ?? (await temporaryFolder()), options);
  onTestFinished(() => desk.stop());
  return desk;
}

async function stored({ database }: Awaited<ReturnType<typeof opened>>) {
  const range = { startKey: 'booking~', endKey: 'booking~\uffff', inclusiveEnd: true, descending: false, skip: 0 };
  const { rows } = await database.allDocs({ ...range, keys: null, limit: 100, includeDocs: true, conflicts: false });
  return rows.flatMap((row) => ('doc' in row && row.doc ? [row.doc] : []));
}

describe('bookings', () => {
  it('give a slot with a code, and seal who comes', async () => {
    const desk = await opened();
    const answer = await desk.book('wish-00001', TEN, PHONE);
    expect(answer).toMatchObject({ outcome: 'done', booking: { group: 'A', day: '2026-11-23', atMs: TEN } });
    const [record] = await stored(desk);
    expect(bookingSchema.safeParse(record).success).toBe(true);
    expect(JSON.stringify(record)).not.toMatch(/何秀兰|7719/);
    const { lines } = await desk.bookings.offer(true);
    const slots = lines.find(({ group }) => group === 'A')?.days[0]?.slots;
    expect(slots?.find(({ atMs }) => atMs === TEN)?.free).toBe(1);
  });

  it('never have more people than places, however many ask at the same moment', async () => {
    const desk = await opened({ onWrite: () => new Promise((done) => setTimeout(done, Math.random() * 5)) });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        desk.book(`wish-${1000 + n}`, TEN + HALF_HOUR * (n % 3), `1360000${1000 + n}`),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(6);
    expect(await stored(desk)).toHaveLength(6);
    const codes = answers.flatMap((each) => (each.outcome === 'done' ? [each.booking.code] : []));
    expect(new Set(codes).size).toBe(6);
    // A place that is given back is there for one of those who ask for it.
    expect(await desk.bookings.cancel({ code: codes[0] ?? '' })).toMatchObject({ outcome: 'done' });
    const again = await Promise.all([1, 2, 3].map((n) => desk.book(`again-${1000 + n}`, TEN, `1390000${1000 + n}`)));
    expect(again.map((each) => (each.outcome === 'done' ? 'done' : each.why)).sort()).toEqual(['done', 'full', 'full']);
  });

  it('do a request once when it comes again, at once, later and after a restart', async () => {
    const folder = await temporaryFolder();
    const first = await openBookingDesk(folder);
    const [a, b] = await Promise.all([first.code('wish-00001', TEN, PHONE), first.code('wish-00001', TEN, PHONE)]);
    expect(b).toBe(a);
    expect(await first.code('wish-00001', TEN, PHONE)).toBe(a);
    await first.stop();
    const again = await opened({}, folder);
    expect(await again.code('wish-00001', TEN, PHONE)).toBe(a);
    expect(await again.book('wish-00002', TEN, '+86 136-0000-7719')).toEqual({ outcome: 'refused', why: 'again' });
    expect(await again.code('wish-00003', TEN, '13600007720')).not.toBe(a);
    expect(await again.book('wish-00004', TEN, '13600007721')).toEqual({ outcome: 'refused', why: 'full' });
  });

  it('become a number of the hall’s line once, with the priority of their slot', async () => {
    let nowMs = MORNING - HALF_HOUR;
    const desk = await opened({ now: () => nowMs });
    const code = await desk.code('wish-00001', TEN, PHONE);
    nowMs = MORNING - HALF_HOUR - 1;
    expect(await desk.bookings.arrive({ code }, true)).toMatchObject({ why: 'too-early', fromMs: TEN - 2 * HALF_HOUR });
    nowMs = TEN - 5 * 60_000;
    await desk.hall.take();
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`;
    const both = await Promise.all([
      desk.bookings.arrive({ code: typed }, true),
      desk.bookings.arrive({ code }, false),
    ]);
    expect(both).toMatchObject([{ number: 'A002', isKept: true }, { number: 'A002' }]);
    nowMs = TEN;
    const { state } = await desk.hall.queue.view();
    expect(state.waiting).toMatchObject([{ number: 'A002', because: 'appointment' }, { number: 'A001' }]);
    expect(await desk.bookings.find(code)).toMatchObject({ standing: 'arrived', ticketNumber: 'A002' });
    expect(await desk.bookings.cancel({ code })).toMatchObject({ why: 'arrived' });
  });

  it('say why there is no number: unknown, cancelled, another day, closed', async () => {
    let nowMs = MORNING;
    const desk = await opened({ now: () => nowMs, hall: { ...USUAL_HALL, closesAt: '12:00' } });
    const why = async (code: string) => {
      const answer = await desk.bookings.arrive({ code }, true);
      return answer.outcome === 'refused' ? answer.why : answer.number;
    };
    const [first, tomorrow] = [
      await desk.code('wish-00001', TEN, PHONE),
      await desk.code('wish-00002', TEN + 48 * HALF_HOUR, '13600007720'),
    ];
    expect(await why('ABCD-EFGH')).toBe('unknown');
    expect(await why(tomorrow)).toBe('other-day');
    nowMs = MORNING + 4 * 3_600_000;
    expect(await why(first)).toBe('hall-closed');
    expect(await desk.bookings.find(first)).toMatchObject({ standing: 'missed' });
    expect(await desk.bookings.cancel({ code: first })).toMatchObject({ why: 'over' });
    await desk.bookings.cancel({ code: tomorrow });
    nowMs += 86_400_000;
    expect(await why(tomorrow)).toBe('cancelled');
  });

  it('let in at the desk who comes late, without their slot’s advantage', async () => {
    let nowMs = MORNING;
    const desk = await opened({ now: () => nowMs });
    const code = await desk.code('wish-00001', TEN, PHONE);
    nowMs = TEN + HALF_HOUR;
    expect(await desk.bookings.arrive({ code }, true)).toMatchObject({
      outcome: 'done',
      number: 'A001',
      isKept: false,
    });
    expect((await desk.hall.queue.view()).state.waiting).toMatchObject([{ because: null }]);
  });

  it('give the place back where the disk refuses, and say that nothing was booked', async () => {
    let isFull = true;
    const desk = await opened({
      onWrite: async () => {
        if (isFull) throw new Error('no space left');
      },
    });
    await expect(desk.book('wish-00001', TEN, PHONE)).rejects.toThrow('no space');
    expect(desk.bookings.health().ok).toBe(false);
    isFull = false;
    expect(await desk.book('wish-00001', TEN, PHONE)).toMatchObject({ outcome: 'done' });
    expect(desk.bookings.health().ok).toBe(true);
    expect(await stored(desk)).toHaveLength(1);
  });

  it('give the number again that was given before the power went, however the record stood', async () => {
    const folder = await temporaryFolder();
    let isCut = false;
    const first = await openBookingDesk(folder, {
      onWrite: async () => {
        if (isCut) throw new Error('the power is gone');
      },
    });
    const code = await first.code('wish-00001', TEN, PHONE);
    isCut = true;
    await expect(first.bookings.arrive({ code }, true)).rejects.toThrow('power');
    const copy = await temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    await first.stop();
    const again = await opened({}, copy);
    expect(await again.bookings.arrive({ code }, true)).toMatchObject({ number: 'A001' });
    expect((await again.hall.queue.view()).state.waiting).toHaveLength(1);
  });

  it('follow their settings: places, length and lines, which stay after a restart', async () => {
    const folder = await temporaryFolder();
    const desk = await openBookingDesk(folder);
    const usual = usualBookings(USUAL_HALL);
    const lines = usual.lines.map((line) => ({ ...line, places: line.group === 'B' ? 0 : 1, slotMinutes: 60 }));
    await desk.bookings.setSettings(uid(1), { ...usual, lines });
    expect(await desk.book('wish-00001', TEN, PHONE, 'B')).toMatchObject({ why: 'no-slot' });
    const unknown = { ...usual, lines: lines.map((line) => ({ ...line, group: 'Z' })).slice(0, 1) };
    await expect(desk.bookings.setSettings(uid(1), unknown)).rejects.toMatchObject({ code: 'request.malformed' });
    expect((await desk.audit.page({ limit: 5 })).entries).toMatchObject([{ kind: 'bookings-set', by: uid(1) }]);
    await desk.stop();
    const again = await opened({}, folder);
    expect((await again.bookings.settings()).lines.find(({ group }) => group === 'A')).toMatchObject({ places: 1 });
  });

  it('forget who booked a week after the slot, on disk and in memory, and keep what the figures need', async () => {
    let nowMs = MORNING;
    const folder = await temporaryFolder();
    const desk = await openBookingDesk(folder, { now: () => nowMs });
    const code = await desk.code('wish-00001', TEN, PHONE);
    await desk.code('wish-00002', TEN + 48 * HALF_HOUR, '13600007720');
    const before = await stored(desk);
    nowMs = MORNING + 7 * 86_400_000;
    await desk.bookings.eraseOld();
    expect(await stored(desk)).toEqual(before);
    nowMs += 86_400_000;
    await desk.bookings.eraseOld();
    const records = (await stored(desk)).map((each) => bookingSchema.parse(each));
    const found = await Promise.all(records.map(async (each) => ({ ...each, who: await desk.contact(each) })));
    expect(found.sort((a, b) => a.atMs - b.atMs)).toMatchObject([
      { code, state: 'booked', atMs: TEN, who: { name: '', phone: '' } },
      { who: { name: '何秀兰', phone: '13600007720' } },
    ]);
    expect(await desk.bookings.find(code)).toMatchObject({ standing: 'missed' });
    // Twice a day it writes nothing more, nor after a restart.
    const after = await stored(desk);
    await desk.bookings.eraseOld();
    await desk.stop();
    const again = await opened({ now: () => nowMs }, folder);
    await again.bookings.eraseOld();
    expect(await stored(again)).toEqual(after);
  });

  it('try again to forget where the disk refused', async () => {
    let nowMs = MORNING;
    let isCut = false;
    const desk = await opened({
      now: () => nowMs,
      onWrite: async () => {
        if (isCut) throw new Error('no space left');
      },
    });
    await desk.code('wish-00001', TEN, PHONE);
    nowMs += 8 * 86_400_000;
    isCut = true;
    await desk.bookings.eraseOld();
    const [kept] = await stored(desk);
    expect(await desk.contact(bookingSchema.parse(kept))).toMatchObject({ phone: PHONE });
    isCut = false;
    await desk.bookings.eraseOld();
    const [erased] = await stored(desk);
    expect(await desk.contact(bookingSchema.parse(erased))).toEqual({ name: '', phone: '' });
  });
});
