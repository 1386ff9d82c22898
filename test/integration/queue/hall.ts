import { join } from 'node:path';
import { USUAL_HALL, type Hall } from '#shared/domain/queue/hall';
import type { QueueCommand } from '#shared/domain/queue/commands';
import type { QueueAnswer } from '#shared/ipc/queue-api';
import { createCipher } from '#main/services/secrets/cipher';
import type { LogCipher } from '#main/services/queue/day-log';
import { openQueue, type QueueService } from '#main/services/queue/queue';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';

/** Half past nine on a Monday at the station. */
export const MORNING = Date.parse('2026-11-23T01:30:00Z');
export const CIPHER: LogCipher = createCipher(new Uint8Array(32).fill(7), 'queue');

export interface TestHall {
  readonly queue: QueueService;
  /** A command of a clerk, as a request of its own unless one is named. */
  ask(clerk: number, command: QueueCommand, request?: string): Promise<QueueAnswer>;
  /** Takes a number in the first group; its name. */
  take(group?: string): Promise<string>;
  sit(clerk: number, counter: string): Promise<QueueAnswer>;
  /** What a clerk's command came to: its number, or why it was refused. */
  told(clerk: number, command: QueueCommand): Promise<string | null>;
}

/** A hall over a folder, with a clock of its own. */
export async function openHall(
  folder: string,
  {
    now = () => MORNING,
    cipher = CIPHER,
    hall = USUAL_HALL,
  }: { now?: () => number; cipher?: LogCipher; hall?: Hall } = {},
): Promise<TestHall> {
  let settings = hall;
  const queue = await openQueue({
    path: join(folder, 'queue'),
    cipher,
    hall: { current: () => settings, set: async (_by, wanted) => void (settings = wanted) },
    stationName: () => '青禾里',
    log: recordedLog(),
    now,
  });
  let count = 0;
  const ask: TestHall['ask'] = (
    clerk,
    command,
    request = `request-${(count += 1)}-${Math.random()}`.replace('.', ''),
  ) => queue.ask({ kind: 'staff', uid: uid(clerk) }, request, command);
  const told: TestHall['told'] = async (clerk, command) => {
    const answer = await ask(clerk, command);
    return answer.outcome === 'done' ? answer.number : answer.why;
  };
  return {
    queue,
    ask,
    told,
    take: async (group = 'A') =>
      (await told(1, { kind: 'take', itemNumber: null, group, priority: null, appointmentAtMs: null })) ?? '',
    sit: (clerk, counter) => ask(clerk, { kind: 'open', counter, takesOver: false }),
  };
}
