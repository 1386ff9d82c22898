import { describe, expect, it, onTestFinished } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { startSmsGateway } from '#test/support/sms-gateway-simulator';
import { temporaryFolder } from '#test/support/temporary-folder';
import { HOUR_MS, MANAGER, outboxStation } from '../outbox/station';
import { openBookingDesk, PHONE } from './desk';

/** Ten o'clock of a Wednesday, booked on the Monday before. */
const MONDAY = startOfDayMs('2026-11-23');
const [TUESDAY, WEDNESDAY] = [startOfDayMs('2026-11-24'), startOfDayMs('2026-11-25')];
const SLOT = WEDNESDAY + 10 * HOUR_MS;

/** A station with an outbox and bookings, and a gateway for texts, which is set up if `isSet`. */
async function station(isSet = true) {
  const gateway = await startSmsGateway();
  onTestFinished(() => gateway.down());
  const messages = await outboxStation();
  let nowMs = MONDAY + 9 * HOUR_MS;
  const setClock = (ms: number) => {
    nowMs = ms;
    messages.setClock(ms);
  };
  setClock(nowMs);
  const outbox = await messages.start({ reportAfterMs: [5] });
  const setUp = async () => {
    const sms = { url: gateway.url, authority: null, on: true, sign: '青禾社区', template: '', key: gateway.key };
    const made = await outbox.messages.setSms(MANAGER, { gateway: sms });
    if (!made.ok) throw made.error;
  };
  if (isSet) await setUp();
  const desk = await openBookingDesk(await temporaryFolder(), {
    now: () => nowMs,
    outbox,
    hub: messages.hub,
    dataKeys: messages.dataKeys,
  });
  onTestFinished(() => desk.stop());
  /** Messages that are not with the gateway yet. */
  const waiting = () => outbox.messages.view().undelivered.length;
  return { ...desk, gateway, messages, outbox, waiting, setClock, setUp };
}

const textOf = (texts: readonly { readonly to: string; readonly text: string }[]) =>
  texts.map(({ to, text }) => `${to} ${text}`);

describe('a reminder of a booking', () => {
  it('goes out once, the day before, with day, line and code, to the number that was given and stands nowhere else', async () => {
    const { bookings, code, gateway, messages, outbox, waiting, setClock } = await station();
    const booked = await code('early', SLOT, PHONE);
    await bookings.remind();
    setClock(TUESDAY + 8 * HOUR_MS);
    await bookings.remind();
    expect([waiting(), gateway.requests()]).toEqual([0, 0]);
    setClock(TUESDAY + 9 * HOUR_MS);
    await bookings.remind();
    await expect.poll(() => gateway.texts.length).toBe(1);
    expect(textOf(gateway.texts)).toEqual([
      `${PHONE} 【青禾社区】您预约了11月25日10:00到青禾里社区办综合业务，预约编号${booked.slice(0, 4)}-${booked.slice(4)}，到了在自助机上取号。来不了请提前取消，把名额让给别人。`,
    ]);
    for (let hour = 10; hour < 20; hour += 1) {
      setClock(TUESDAY + hour * HOUR_MS);
      await bookings.remind();
    }
    setClock(WEDNESDAY + 8 * HOUR_MS);
    await bookings.remind();
    await expect.poll(() => [waiting(), gateway.requests()]).toEqual([0, 1]);
    expect(JSON.stringify([messages.log.lines, outbox.messages.view(), messages.audit])).not.toContain(PHONE);
  });

  it('goes out in the morning where the gateway is set up by night, and never after the booking was called off', async () => {
    const { bookings, code, gateway, waiting, setClock, setUp } = await station(false);
    const [kept, off] = [await code('kept', SLOT, PHONE), await code('off', SLOT, '13900001111')];
    setClock(TUESDAY + 12 * HOUR_MS);
    await bookings.remind();
    expect([waiting(), gateway.requests()]).toEqual([0, 0]);
    setClock(TUESDAY + 22 * HOUR_MS);
    await setUp();
    await bookings.remind();
    // Two wait for the end of the quiet hours.
    expect([waiting(), gateway.requests()]).toEqual([2, 0]);
    expect((await bookings.cancel({ code: off })).outcome).toBe('done');
    expect(waiting()).toBe(1);
    setClock(WEDNESDAY + 8 * HOUR_MS);
    await expect.poll(() => textOf(gateway.texts).length).toBe(1);
    expect(textOf(gateway.texts)[0]).toContain(`${PHONE} 【青禾社区】您预约了11月25日10:00`);
    expect(kept).not.toBe(off);
    await bookings.remind();
    expect(gateway.requests()).toBe(1);
  });

  it('is for nobody who left no mobile number, who booked on that day, or who called it off before', async () => {
    const { bookings, book, code, gateway, waiting, setClock } = await station();
    await code('landline', SLOT, '028-87654321');
    await book('nameless', SLOT, '');
    const off = await code('off', SLOT + HOUR_MS, '13900001111');
    await bookings.cancel({ code: off });
    setClock(TUESDAY + 10 * HOUR_MS);
    await code('today', SLOT + HOUR_MS, PHONE);
    await bookings.remind();
    expect([waiting(), gateway.requests()]).toEqual([0, 0]);
  });
});
