import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import { shippedFields, shippedVersionId } from '#shared/domain/applications/catalogue';
import { nextStep, type ApplicationStep, type StepContent } from '#shared/domain/applications/steps';
import { ratingKey } from '#shared/domain/applications/ratings';
import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Application } from '#shared/schema/types/application';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import type { Person } from '#shared/schema/types/person';
import type { Post } from '#shared/schema/types/place';
import type { Rating, RectifyStep } from '#shared/schema/types/rating';
import type { ServiceItem } from '#shared/schema/types/service-item';
import { sealFields } from '#shared/schema/seal-record';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { Framer } from './frame';
import { derivedUid } from './random';
import { createDeskSealer } from './sealer';
import { firstEntryMs, PRACTICE_STATION_ID, practiceManager, practiceStaff, type PracticeOptions } from './station';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Materials that the practice station's manager lets follow after acceptance, by item. */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = { S017: ['m5', 'm7'], S018: ['m4'] };

/** The catalogue of the practice station: the one that comes with the product. */
export function serviceItemRecords(options: PracticeOptions, framer: Framer): WireRecord[] {
  const atMs = firstEntryMs(options);
  const written = { at: atMs, by: practiceManager.uid, on: options.replica };
  return SERVICE_ITEMS.map((item, order): ServiceItem & WireRecord => {
    const uid = derivedUid(options.randomSeed, `service-item/${item.number}`);
    const fields = shippedFields(item, order, written);
    const follows = MAY_FOLLOW[item.number] ?? [];
    const versions = fields.versions.map((version) => ({
      ...version,
      materials:
        version.materials?.map((material) => ({ ...material, mayFollow: follows.includes(material.id) })) ?? null,
    }));
    return {
      ...framer({ type: 'service-item', scope: PRACTICE_STATION_ID, uid, key: item.number, atMs, by: written.by }),
      type: 'service-item',
      ...fields,
      versions,
    };
  });
}

interface Taken {
  readonly hours: number;
  readonly content: StepContent;
  readonly post?: Post;
  readonly note?: string;
}

interface Planned {
  readonly item: string;
  /** Somebody with a file, by name; or who comes without one. */
  readonly who: string | { readonly name: string; readonly phone: string; readonly citizenId: string };
  readonly daysAgo: number;
  readonly ticket?: string;
  readonly steps: readonly Taken[];
  readonly rated?: { readonly satisfaction: Satisfaction; readonly comment: string };
}

const submit: Taken = { hours: 0, content: { kind: 'submit' } };
const brought = (...ids: readonly string[]): readonly Taken[] =>
  ids.map((materialId): Taken => ({ hours: 0.02, content: { kind: 'material', materialId, way: 'paper' } }));
const accept: Taken = { hours: 0.1, content: { kind: 'accept', promised: [] } };
const start: Taken = { hours: 1, content: { kind: 'start' } };
const granted: Taken = { hours: 26, content: { kind: 'decide', outcome: 'granted' } };
const delivered: Taken = { hours: 30, content: { kind: 'deliver', way: 'counter' } };

/** A morning's desk: one of every state, one that is late, one with a material that is to follow, and two ratings. */
const planned = (nowMs: number): readonly Planned[] => [
  { item: 'S017', who: '何秀兰', daysAgo: 0, ticket: 'A011', steps: [submit, ...brought('m3', 'm4')] },
  {
    item: 'S018',
    who: '冯月娥',
    daysAgo: 1,
    steps: [
      submit,
      ...brought('m2'),
      { hours: 0.1, content: { kind: 'ask', materialIds: ['m1', 'm3', 'm4'], untilMs: nowMs + 6 * DAY_MS } },
    ],
  },
  {
    item: 'S017',
    who: '沈桂英',
    daysAgo: 2,
    steps: [
      submit,
      ...brought('m1', 'm2', 'm3', 'm4', 'm5'),
      { hours: 0.1, content: { kind: 'accept', promised: [{ materialId: 'm7', untilMs: nowMs + 3 * DAY_MS }] } },
    ],
  },
  {
    item: 'S018',
    who: '郑国强',
    daysAgo: 40,
    steps: [
      submit,
      ...brought('m1', 'm2', 'm3', 'm4'),
      accept,
      start,
      { hours: 900, content: { kind: 'supervise' }, post: 'duty-lead', note: '请问一问街道核查到哪一步了。' },
    ],
  },
  {
    item: 'S018',
    who: { name: '吴家明', phone: '13900000101', citizenId: '' },
    daysAgo: 3,
    steps: [submit, ...brought('m1', 'm2', 'm3', 'm4'), accept, start, { hours: 4, content: { kind: 'pause' } }],
  },
  {
    item: 'S017',
    who: '钱阿宝',
    daysAgo: 6,
    steps: [submit, ...brought('m1', 'm2', 'm3', 'm4', 'm5', 'm7'), accept, granted],
  },
  {
    item: 'S017',
    who: { name: '方秀珍', phone: '13900000102', citizenId: '' },
    daysAgo: 9,
    steps: [submit, ...brought('m1', 'm2', 'm3', 'm4', 'm5', 'm7'), accept, granted, delivered],
    rated: { satisfaction: 'very-satisfied', comment: '' },
  },
  {
    item: 'S018',
    who: { name: '邵志强', phone: '13900000103', citizenId: '' },
    daysAgo: 12,
    steps: [submit, ...brought('m1', 'm2', 'm3', 'm4'), accept, start, granted, delivered],
    rated: { satisfaction: 'dissatisfied', comment: '来了三次才办好，第一次没有说全要带什么。' },
  },
  {
    item: 'S019',
    who: { name: '潘丽', phone: '13900000104', citizenId: '' },
    daysAgo: 5,
    steps: [submit, { hours: 0.3, content: { kind: 'return' }, note: '户籍不在本辖区，请到户籍地申请。' }],
  },
  {
    item: 'S017',
    who: { name: '孔兰芳', phone: '13900000105', citizenId: '' },
    daysAgo: 7,
    steps: [submit, { hours: 20, content: { kind: 'withdraw' } }],
  },
];

/** Who can be named as an applicant. */
export type KnownPerson = Pick<Person, 'uid' | 'name'>;

/** What the desk of the practice station has in hand, and what people said of it. None without the desk's key. */
export async function deskRecords(
  options: PracticeOptions,
  framer: Framer,
  people: readonly KnownPerson[],
): Promise<WireRecord[]> {
  const key = options.keys.find(({ scope, class: name }) => scope === PRACTICE_STATION_ID && name === 'general');
  if (!key) return [];
  const records: WireRecord[] = [];
  // One after the other: records are the framer's writes in their order.
  for (const [index, plan] of planned(options.nowMs).entries())
    records.push(...(await applicationOf(options, framer, key, people, plan, index)));
  return records;
}

const staffUid = (post: Post): string => practiceStaff.find((each) => each.post === post)?.uid ?? practiceManager.uid;

async function applicationOf(
  { randomSeed, nowMs, replica }: PracticeOptions,
  framer: Framer,
  key: DataKey,
  people: readonly KnownPerson[],
  { item, who, daysAgo, ticket, steps: taken, rated }: Planned,
  index: number,
): Promise<WireRecord[]> {
  const uid = derivedUid(randomSeed, `application/${index}`);
  const clerk = staffUid('clerk');
  const startedAtMs = nowMs - daysAgo * DAY_MS - 2 * HOUR_MS;
  const person = typeof who === 'string' ? people.find(({ name }) => name === who) : undefined;
  const applicant = typeof who === 'string' ? (person ? null : { name: who, phone: '', citizenId: '' }) : who;
  // As the record holds them, but for their notes, which are sealed below with the rest.
  const steps: (Omit<ApplicationStep, 'note'> & { readonly note: string | null })[] = [];
  for (const [at, { hours, content, post = 'clerk', note = null }] of taken.entries()) {
    const atMs = Math.min(nowMs - HOUR_MS / 2, startedAtMs + hours * HOUR_MS + at);
    const frame = {
      id: derivedUid(randomSeed, `application/${index}/step/${at}`),
      written: { at: atMs, by: staffUid(post), on: replica },
      post,
      note: null,
      photoIds: [],
    };
    const step = nextStep({ heads: steps.slice(-1).map(({ id }) => id) }, frame, content);
    steps.push({ ...step, note });
  }
  const seal = createDeskSealer(key).seal;
  const about = { birthDate: null, today: dateAtStation(nowMs) };
  const fields = await sealFields({ ...about, type: 'application', uid }, { applicant, answers: null, steps }, seal);
  const made = { scope: PRACTICE_STATION_ID, atMs: startedAtMs, by: clerk };
  const record = {
    ...framer({ ...made, type: 'application', uid }),
    type: 'application',
    itemNumber: item,
    versionId: shippedVersionId(item),
    personUid: person?.uid ?? null,
    assisted: null,
    channel: 'counter',
    ticketNumber: ticket ?? null,
    ticketDay: ticket === undefined ? null : dateAtStation(startedAtMs),
    startedAtMs,
    receipt: null,
    photos: [],
    ...fields,
  } as unknown as Application & WireRecord;
  if (!rated) return [record];

  const ratedAtMs = (taken.at(-1)?.hours ?? 0) * HOUR_MS + startedAtMs + HOUR_MS;
  const ratingUid = derivedUid(randomSeed, `rating/${index}`);
  const isPoor = rated.satisfaction === 'dissatisfied';
  const called: RectifyStep = {
    id: derivedUid(randomSeed, `rating/${index}/step`),
    written: { at: ratedAtMs + 3 * HOUR_MS, by: staffUid('duty-lead'), on: replica },
    kind: 'take',
    reached: null,
    note: null,
  };
  const said = await sealFields(
    { ...about, type: 'rating', uid: ratingUid },
    { comment: rated.comment === '' ? null : rated.comment },
    seal,
  );
  const ratingRecord = {
    ...framer({
      ...made,
      type: 'rating',
      uid: ratingUid,
      key: ratingKey({ service: 'application', uid }),
      atMs: ratedAtMs,
    }),
    type: 'rating',
    service: 'application',
    serviceUid: uid,
    itemNumber: item,
    satisfaction: rated.satisfaction,
    phone: null,
    channel: 'counter',
    ratedAtMs,
    servedByUid: clerk,
    rectifyByMs: isPoor ? nowMs + 2 * DAY_MS : null,
    steps: isPoor ? [called] : [],
    ...said,
  } as unknown as Rating & WireRecord;
  return [record, ratingRecord];
}
