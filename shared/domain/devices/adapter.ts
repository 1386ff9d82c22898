import { implausible, type Measured, type Reading, type ReadingKind } from './readings';

/**
 * How a make of device says things, as data: a new make is a row, not a program. Paths lead through objects by dots.
 */
export interface Adapter {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** MQTT topic; `{device}` stands for the part that names the device, `+` for any other part. */
  readonly topic: string;
  readonly envelope: Envelope;
  readonly fields: readonly FieldMap[];
}

/** How values and their times are wrapped. */
export type Envelope =
  /** One object of values; a list of earlier ones may lie under `history`, each with its own time under `time`. */
  | { readonly kind: 'plain'; readonly time?: string; readonly unit?: TimeUnit; readonly history?: string }
  /** ThingsBoard's telemetry: values, `{ts, values}`, or a list of those. */
  | { readonly kind: 'telemetry' }
  /** The same of a gateway: by the device's name. */
  | { readonly kind: 'gateway' }
  /** Huawei IoTDA: `services: [{service_id, properties, event_time}]`. */
  | { readonly kind: 'properties' };

export type TimeUnit = 's' | 'ms' | 'iso';

/** One figure of a reading. */
export interface FieldMap {
  readonly from: string;
  readonly reading: ReadingKind;
  readonly figure: string;
  /** Numbers are taken times this. */
  readonly factor?: number;
  /** Words and truths stand for these; what is not named here says nothing. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
}

/** What of a message could not be taken. */
export type AdapterProblem =
  | { readonly kind: 'not-json' | 'no-values' | 'too-large' }
  | { readonly kind: 'unreadable' | 'implausible' | 'bad-time'; readonly field: string };

export interface Decoded {
  /** By the name that the topic or a gateway gives a device. */
  readonly readings: readonly (Measured & { readonly device: string })[];
  readonly problems: readonly AdapterProblem[];
}

/** Largest message that is looked into, characters: a month of readings at a time. */
const MOST_CHARACTERS = 262_144;

/** A device's clock may be ahead by this, ms; what is further ahead is taken as of now. */
const AHEAD_MS = 5 * 60_000;

/** The figures that a kind of reading has beside those a make tells. */
const DEFAULTS: Readonly<Record<ReadingKind, Readonly<Record<string, unknown>>>> = {
  water: {},
  door: {},
  smoke: { isTest: false },
  leak: {},
  'blood-pressure': { pulse: null },
  charging: { watts: null },
  camera: {},
  help: {},
  device: { batteryPercent: null, isTampered: null },
};
const NEEDED: Readonly<Record<ReadingKind, readonly string[]>> = {
  water: ['litres'],
  door: ['isOpen'],
  smoke: ['isSmoke'],
  leak: ['isLeak'],
  'blood-pressure': ['systolic', 'diastolic'],
  charging: ['isCharging'],
  camera: ['event'],
  help: ['isPressed'],
  device: [],
};
const TRUTHS: readonly string[] = ['isOpen', 'isSmoke', 'isTest', 'isLeak', 'isCharging', 'isTampered', 'isPressed'];

/** The device that a topic names by this adapter's pattern; null for a topic that is not its. */
export function deviceOf({ topic: pattern }: Pick<Adapter, 'topic'>, topic: string): string | null {
  const [wanted, given] = [pattern.split('/'), topic.split('/')];
  if (wanted.length !== given.length) return null;
  let device = '';
  for (const [index, part] of wanted.entries()) {
    if (part === '{device}') device = given[index] ?? '';
    else if (part !== '+' && part !== given[index]) return null;
  }
  return pattern.includes('{device}') && device === '' ? null : device;
}

/** Reads one message. What it holds beyond what the adapter names is left alone; one bad figure does not take the others along. */
export function decode(adapter: Adapter, topic: string, payload: string, receivedAtMs: number): Decoded {
  if (payload.length > MOST_CHARACTERS) return { readings: [], problems: [{ kind: 'too-large' }] };
  const device = deviceOf(adapter, topic) ?? '';
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return { readings: [], problems: [{ kind: 'not-json' }] };
  }
  const parts = unwrap(adapter.envelope, value, device);
  if (parts.length === 0) return { readings: [], problems: [{ kind: 'no-values' }] };
  const problems: AdapterProblem[] = [];
  const readings = parts.flatMap(({ values, time, unit, device: named }) => {
    const atMs = instantOf(time, unit, receivedAtMs);
    if (atMs === null) problems.push({ kind: 'bad-time', field: String(time).slice(0, 40) });
    const measured = readingsIn(adapter.fields, values, problems);
    return measured.map((reading) => ({ device: named, atMs: Math.min(atMs ?? receivedAtMs, receivedAtMs), reading }));
  });
  return { readings, problems };
}

interface Part {
  readonly values: Readonly<Record<string, unknown>>;
  readonly time: unknown;
  readonly unit: TimeUnit;
  readonly device: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unwrap(envelope: Envelope, value: unknown, device: string): readonly Part[] {
  switch (envelope.kind) {
    case 'plain': {
      if (!isObject(value)) return [];
      const { time, unit = 's', history } = envelope;
      const earlier = history === undefined ? undefined : at(value, history);
      const list = Array.isArray(earlier) ? earlier.filter(isObject) : [];
      return [value, ...list].map((values) => ({
        ...{ values, unit, device },
        time: time === undefined ? undefined : at(values, time),
      }));
    }
    case 'telemetry':
      return telemetry(value, device);
    case 'gateway':
      return isObject(value) ? Object.entries(value).flatMap(([name, each]) => telemetry(each, name)) : [];
    case 'properties': {
      const services = isObject(value) ? value['services'] : undefined;
      if (!Array.isArray(services)) return [];
      return services.filter(isObject).map(({ service_id: service, properties, event_time: time }) => ({
        values: { [String(service)]: properties },
        ...{ time, unit: 'iso' as const, device },
      }));
    }
  }
}

function telemetry(value: unknown, device: string): readonly Part[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter(isObject).map((each) => {
    const { ts, values } = each;
    const isWrapped = ts !== undefined && isObject(values);
    return { values: isWrapped ? values : each, time: isWrapped ? ts : undefined, unit: 'ms', device };
  });
}

function readingsIn(
  fields: readonly FieldMap[],
  values: Readonly<Record<string, unknown>>,
  problems: AdapterProblem[],
): readonly Reading[] {
  const figures = new Map<ReadingKind, Record<string, unknown>>();
  for (const field of fields) {
    const raw = at(values, field.from);
    if (raw === undefined || raw === null) continue;
    const figure = figureOf(field, raw);
    if (figure === undefined) continue;
    if (figure === null) problems.push({ kind: 'unreadable', field: field.from });
    else figures.set(field.reading, { ...figures.get(field.reading), [field.figure]: figure });
  }
  return [...figures].flatMap(([kind, found]): readonly Reading[] => {
    if (NEEDED[kind].some((name) => found[name] === undefined)) return [];
    // A button that says "not pressed" says nothing.
    if (kind === 'help') return found['isPressed'] === true ? [{ kind: 'help' }] : [];
    const reading = { kind, ...DEFAULTS[kind], ...found } as unknown as Reading;
    const wrong = implausible(reading);
    if (wrong === null) return [reading];
    problems.push({ kind: 'implausible', field: wrong });
    return [];
  });
}

/** A figure as the reading has it; null for one that cannot be read, undefined for one that says nothing. */
function figureOf({ figure, factor = 1, values }: FieldMap, raw: unknown): unknown {
  if (values) return values[String(raw)];
  if (TRUTHS.includes(figure)) return typeof raw === 'boolean' ? raw : null;
  if (figure === 'event') return typeof raw === 'string' ? raw.slice(0, 120) : null;
  const number = typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) ? number * factor : null;
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

const ISO_BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** The instant a time stands for, in whole milliseconds; that of arrival without one, null for one that cannot be. */
function instantOf(time: unknown, unit: TimeUnit, receivedAtMs: number): number | null {
  if (time === undefined || time === null) return receivedAtMs;
  const number = typeof time === 'string' && unit !== 'iso' ? Number(time) : time;
  const ms =
    unit === 'iso'
      ? Date.parse(String(time).replace(ISO_BASIC, '$1-$2-$3T$4:$5:$6Z'))
      : Number(number) * (unit === 's' ? 1000 : 1);
  // Before 2010 no such device was in use: a clock that was never set counts from 1970 or 2000.
  return Number.isFinite(ms) && ms >= Date.UTC(2010, 0, 1) && ms <= receivedAtMs + AHEAD_MS ? Math.floor(ms) : null;
}
