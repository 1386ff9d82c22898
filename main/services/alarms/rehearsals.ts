import { rehearse } from '#shared/domain/devices/rehearse';
import { READING_OF } from '#shared/domain/devices/watch';
import { withLine } from '#shared/domain/devices/watch-check';
import { rulesFor, type WatchLine } from '#shared/domain/devices/watch-table';
import { AppError } from '#shared/errors/app-error';
import type { Rehearsals } from '../alarm-port';
import type { Readings } from '../sensor-ports';
import type { Book, SensorRecord } from './book';

export interface RehearsalsDeps {
  readonly book: Pick<Book, 'sensors' | 'subjectOf' | 'table'>;
  readonly readings: Pick<Readings, 'between'>;
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
/** What lies before the span still tells when water was last used. */
const LEAD_MS = 7 * DAY_MS;

/** Rehearses rules over what the log has. */
export function createRehearsals({ book, readings, now }: RehearsalsDeps): Rehearsals {
  let isBusy = false;

  /** The line as it would count for this device, were it on; null for one that it is not for. */
  function lineFor(line: WatchLine, sensor: SensorRecord): WatchLine | null {
    const subject = book.subjectOf(sensor);
    return (
      rulesFor(withLine(book.table(), { ...line, on: true }), sensor, subject).find(({ id }) => id === line.id) ?? null
    );
  }

  async function countsOf(line: WatchLine, sensor: SensorRecord, nowMs: number) {
    const { pairedAtMs, deviceName } = sensor;
    const fromMs = Math.max(pairedAtMs, nowMs - 30 * DAY_MS);
    const kind = READING_OF[line.rule.id];
    const past = await readings.between(deviceName, Math.max(pairedAtMs, fromMs - LEAD_MS), nowMs);
    const about = kind === null ? past : past.filter(({ reading }) => reading.kind === kind);
    const silence = { quiet: line.quiet, away: book.subjectOf(sensor).away };
    const rung = rehearse(line.rule, { pairedAtMs, readings: about, silence }, fromMs, nowMs);
    return {
      sensorUid: sensor.uid,
      hasReadings: past.length > 0,
      in30Days: rung.length,
      in7Days: rung.filter(({ raisedAtMs }) => raisedAtMs > nowMs - 7 * DAY_MS).length,
    };
  }

  return {
    rehearse: async (line) => {
      if (isBusy) throw new AppError('hub.busy', 'another rehearsal is running', { retry: true });
      isBusy = true;
      try {
        const nowMs = now();
        const devices: Awaited<ReturnType<typeof countsOf>>[] = [];
        for (const sensor of book.sensors()) {
          const own = lineFor(line, sensor);
          if (!own) continue;
          devices.push(await countsOf(own, sensor, nowMs));
          await new Promise((resolve) => setImmediate(resolve));
        }
        return { devices: devices.sort((a, b) => b.in30Days - a.in30Days) };
      } finally {
        isBusy = false;
      }
    },
  };
}
