import { decode, deviceOf, type Adapter, type AdapterProblem } from '#shared/domain/devices/adapter';
import type { Measured } from '#shared/domain/devices/readings';
import { deviceNameSchema } from '#shared/schema/types/sensor';
import type { HeardMessage } from '../sensor-ports';

type Problem = NonNullable<HeardMessage['problem']>;

/** So much of a message is kept to show what could not be read in it. */
const SAMPLE = 200;

/**
 * What devices said in one message, and what of it could not be read, under the name of whoever it is about: of the device, or of whoever brought it.
 * Empty where no adapter reads the topic: bridges tell much about themselves.
 */
export function readMessage(
  adapters: readonly Adapter[],
  topic: string,
  payload: Uint8Array,
  from: string,
  arrivedAtMs: number,
): readonly HeardMessage[] {
  const adapter = adapters.find((each) => deviceOf(each, topic) !== null);
  if (!adapter) return [];
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  const { readings, problems } = decode(adapter, topic, text, arrivedAtMs);
  const byDevice = new Map<string, Measured[]>();
  const subject = deviceOf(adapter, topic) ?? '';
  const about = isName(subject) ? subject : from;
  byDevice.set(about, []);
  let problem: Problem | null = problems[0] ? { ...problemOf(problems[0]), sample: text.slice(0, SAMPLE) } : null;
  for (const { device, atMs, reading } of readings) {
    if (!isName(device)) problem = { kind: 'bad-name', field: device.slice(0, 64), sample: text.slice(0, SAMPLE) };
    else byDevice.set(device, [...(byDevice.get(device) ?? []), { atMs, reading }]);
  }
  return [...byDevice].map(([device, measured]) => ({
    device,
    adapterId: adapter.id,
    arrivedAtMs,
    readings: measured,
    problem: device === about ? problem : null,
  }));
}

/** What is noted of a message that was refused before it was read. */
export const refusedMessage = (
  device: string,
  problem: Pick<Problem, 'kind' | 'field'>,
  arrivedAtMs: number,
): HeardMessage => ({
  ...{ device, arrivedAtMs, adapterId: null, readings: [] },
  problem: { kind: problem.kind, field: problem.field?.slice(0, 120) ?? null, sample: '' },
});

const isName = (name: string): boolean => deviceNameSchema.safeParse(name).success;

const problemOf = (problem: AdapterProblem): Pick<Problem, 'kind' | 'field'> => ({
  kind: problem.kind,
  field: 'field' in problem ? problem.field.slice(0, 120) : null,
});
