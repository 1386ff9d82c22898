import { writeSync } from 'node:fs';
import { HALF_HOUR, openBookingDesk, TEN } from '../desk';

/** The desk in a process of its own: `node bookings-child.mjs <folder>` books as fast as it can and says `<request> <code>` once it is told so. */
const [folder = '', run = '0'] = process.argv.slice(2);
const { bookings, book } = await openBookingDesk(folder);
await bookings.offer(true);
writeSync(1, 'ready\n');
for (let count = 0; ; count += 1) {
  const request = `run-${run}-${count}`;
  const atMs = TEN + HALF_HOUR * (count % 4);
  // Two at once for what may be one place.
  const [answer] = await Promise.all([
    book(request, atMs, `1360000${run}${String(count).padStart(3, '0')}`),
    book(`${request}b`, atMs, `1370000${run}${String(count).padStart(3, '0')}`),
  ]);
  if (answer.outcome === 'done') {
    writeSync(1, `${request} ${answer.booking.code}\n`);
    if (count % 3 === 0) {
      await bookings.cancel({ code: answer.booking.code });
      writeSync(1, `cancelled ${answer.booking.code}\n`);
    }
  }
}
