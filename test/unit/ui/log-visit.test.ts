import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { beginVisit, type VisitDraft } from '#shared/domain/visits/draft';
import type { PhotoRef, PreparedPhoto } from '#shared/media/photo';
import type { Creation } from '#shared/sync/local-writer';
import type { AddPhoto } from '#renderer/data/index';
import {
  addToVisit,
  canRecordHealth,
  keepAdditionPhoto,
  keepVisitPhoto,
  logVisit,
  type VisitWriting,
} from '#renderer/features/visits/commands';
import { aVisit, T0, uid, WORKER_UID } from '#test/support/builders';

const PERSON = { _id: `person~qinghe-2~${uid(1)}`, birthDate: '1942-03-05' };
const CHILD = { ...PERSON, birthDate: '2017-03-05' };
const RECORDS_HEALTH = { recordsHealth: true };

const draft = (change: Partial<VisitDraft> = {}): VisitDraft => ({
  ...beginVisit({ uid: uid(1), householdUid: null, dwellingUid: null }, { visitUid: uid(7), nowMs: T0 }),
  outcome: 'met',
  condition: 'unwell',
  systolic: '148',
  diastolic: '92',
  note: '膝盖疼',
  ...change,
});

/** A station that notes what it is asked; `sealed` stands for values by naming class and place. */
function setUp({
  create,
  without,
}: { readonly create?: () => Promise<never>; readonly without?: 'health' | 'child' | 'release' } = {}) {
  const created: Creation[] = [];
  const discarded: string[] = [];
  const released: string[] = [];
  const added: AddPhoto[] = [];
  let edited: unknown;
  const station = {
    session: { staff: { uid: WORKER_UID } },
    replica: 'tablet000000',
    nowMs: () => T0 + 60_000,
    newUid: () => uid(99),
    drafts: { discard: async (form: string, subject: string) => void discarded.push(`${form}~${subject}`) },
    media: {
      release: async (refs: readonly PhotoRef[]) => {
        released.push(...refs.map(({ id }) => id));
        if (without === 'release') throw new AppError('device.storage-failed', 'broken');
      },
      add: async (_photo: unknown, place: AddPhoto) => void added.push(place),
    },
    writer: {
      create: create ?? (async (creation: Creation) => void created.push(creation)),
      edit: async (_id: string, change: (record: unknown) => unknown) => void (edited = change(visit)),
    },
    sealer: {
      seal: async (
        value: unknown,
        at: { uid: string; field: string; scope: string; class: string; entryId?: string },
      ) => {
        if (at.class === without) throw new AppError('access.denied', 'no key');
        return [at.scope, at.class, at.uid, at.field, at.entryId ?? '', JSON.stringify(value)].join('|');
      },
    },
  } as unknown as VisitWriting;
  const visit = { ...aVisit(7, { grid: 2 }), additions: [{ id: 'old' }], photos: [{ id: 'seen' }] };
  return { station, visit, created, discarded, released, added, edited: () => edited };
}

describe('logging a visit', () => {
  it('seals what was observed, each value for its own place and visit, under the health key of the person’s grid', async () => {
    const { station, created, discarded } = setUp();
    const outcome = await logVisit(station, PERSON, draft(), RECORDS_HEALTH);
    expect(outcome).toEqual({ kind: 'saved', visitId: `visit~qinghe-2~${uid(7)}` });
    expect(created).toMatchObject([{ type: 'visit', scope: 'qinghe-2', uid: uid(7) }]);
    expect(created[0]?.fields['answers']).toEqual({
      outcome: 'met',
      condition: `qinghe-2|health|${uid(7)}|answers.condition||"unwell"`,
      bloodPressure: `qinghe-2|health|${uid(7)}|answers.bloodPressure||{"systolic":148,"diastolic":92}`,
      note: `qinghe-2|health|${uid(7)}|answers.note||"膝盖疼"`,
    });
    expect(discarded).toEqual([`visit~${uid(1)}`]);
  });

  it('to a child seals everything under the child key', async () => {
    const { station, created } = setUp();
    await logVisit(station, CHILD, draft(), RECORDS_HEALTH);
    expect(created[0]?.fields['answers']).toEqual({
      outcome: 'met',
      condition: `qinghe-2|child|${uid(7)}|answers.condition||"unwell"`,
      bloodPressure: `qinghe-2|child|${uid(7)}|answers.bloodPressure||{"systolic":148,"diastolic":92}`,
      note: `qinghe-2|child|${uid(7)}|answers.note||"膝盖疼"`,
    });
  });

  it('to a child without the child key writes nothing and keeps the draft', async () => {
    const { station, created, discarded } = setUp({ without: 'child' });
    await expect(logVisit(station, CHILD, draft(), { recordsHealth: false })).rejects.toMatchObject({
      code: 'access.denied',
    });
    expect([created, discarded]).toEqual([[], []]);
  });

  it('by somebody who records no health answers keeps the words under the general key', async () => {
    const { station, created } = setUp({ without: 'health' });
    await logVisit(station, PERSON, draft(), { recordsHealth: false });
    expect(created[0]?.fields['answers']).toEqual({
      outcome: 'met',
      note: `qinghe-2|general|${uid(7)}|answers.note||"膝盖疼"`,
    });
  });

  it('with something missing writes nothing and keeps the draft', async () => {
    const { station, created, discarded } = setUp();
    expect(await logVisit(station, PERSON, draft({ outcome: null }), RECORDS_HEALTH)).toMatchObject({
      kind: 'incomplete',
    });
    expect([created, discarded]).toEqual([[], []]);
  });

  it('a second time, after a page that died in between, is the same visit', async () => {
    const { station, discarded } = setUp({ create: () => Promise.reject(new AppError('row.conflict', 'exists')) });
    expect(await logVisit(station, PERSON, draft(), RECORDS_HEALTH)).toMatchObject({ kind: 'saved' });
    expect(discarded).toEqual([`visit~${uid(1)}`]);
  });

  it('that the disk refuses keeps the draft', async () => {
    const { station, discarded } = setUp({ create: () => Promise.reject(new AppError('device.storage-full', 'full')) });
    await expect(logVisit(station, PERSON, draft(), RECORDS_HEALTH)).rejects.toMatchObject({
      code: 'device.storage-full',
    });
    expect(discarded).toEqual([]);
  });

  it('asks for health only of those who hold its key', async () => {
    expect(await canRecordHealth(setUp().station, PERSON)).toBe(true);
    expect(await canRecordHealth(setUp({ without: 'health' }).station, PERSON)).toBe(false);
    expect(await canRecordHealth(setUp({ without: 'health' }).station, CHILD)).toBe(true);
    expect(await canRecordHealth(setUp({ without: 'child' }).station, CHILD)).toBe(false);
  });

  it('names its photos and lets them go once it is saved, whether they can or not', async () => {
    const ref: PhotoRef = {
      id: uid(40),
      media: `photo~qinghe-2~${'0'.repeat(64)}`,
      kind: 'photo',
      mime: 'image/jpeg',
      width: 640,
      height: 480,
      bytes: 1000,
      addedAtMs: T0,
    };
    const { station, created, released } = setUp({ without: 'release' });
    expect(await logVisit(station, PERSON, draft({ photos: [ref] }), RECORDS_HEALTH)).toMatchObject({ kind: 'saved' });
    expect(created[0]?.fields['photos']).toEqual([ref]);
    expect(released).toEqual([ref.id]);
  });

  it.each([
    ['an adult', PERSON, true, 'health'],
    ['an adult, by somebody who records no health answers', PERSON, false, 'general'],
    ['a child', CHILD, true, 'child'],
  ])('puts photos of %s under the key of the note', async (_whom, person, recordsHealth, keyClass) => {
    const { station, added } = setUp();
    await keepVisitPhoto(station, person, draft(), {} as PreparedPhoto, { recordsHealth });
    expect(added).toEqual([
      {
        scope: 'qinghe-2',
        class: keyClass,
        priority: 'ordinary',
        draft: { form: 'visit', subject: uid(1) },
      },
    ]);
  });
});

describe('adding to a visit', () => {
  it('appends, says who and when and on which device, and leaves what is there', async () => {
    const { station, visit, edited } = setUp();
    await addToVisit(station, PERSON, visit as never, { id: uid(99), text: '  邻居说去女儿家了 ', photos: [] });
    expect(edited()).toEqual({
      additions: [
        { id: 'old' },
        {
          id: uid(99),
          written: { at: T0 + 60_000, by: WORKER_UID, on: 'tablet000000' },
          text: `qinghe-2|general|${uid(7)}|additions.text|${uid(99)}|"邻居说去女儿家了"`,
        },
      ],
    });
  });

  it('about a child is sealed for those who look after children', async () => {
    const { station, visit, edited } = setUp();
    await addToVisit(station, CHILD, visit as never, { id: uid(99), text: '班主任来过', photos: [] });
    expect(edited()).toMatchObject({
      additions: [{}, { text: `qinghe-2|child|${uid(7)}|additions.text|${uid(99)}|"班主任来过"` }],
    });
  });

  it('with photos names them beside those of the visit, then lets the draft go and the photos out', async () => {
    const { station, visit, edited, discarded, released } = setUp();
    const photos = [{ id: uid(51) }, { id: uid(52) }] as PhotoRef[];
    await addToVisit(station, PERSON, visit as never, { id: uid(99), text: '', photos });
    expect(edited()).toMatchObject({
      additions: [{ id: 'old' }, { id: uid(99), photos: [uid(51), uid(52)] }],
      photos: [{ id: 'seen' }, { id: uid(51) }, { id: uid(52) }],
    });
    expect(discarded).toEqual([`visit-addition~${uid(7)}`]);
    expect(released).toEqual([uid(51), uid(52)]);
  });

  it('twice from one draft, as after a page that died, adds it once and still lets the photos out', async () => {
    const { station, visit, edited, released } = setUp();
    await addToVisit(station, PERSON, visit as never, {
      id: 'old',
      text: '再来',
      photos: [{ id: uid(51) }] as PhotoRef[],
    });
    expect(edited()).toEqual({});
    expect(released).toEqual([uid(51)]);
  });

  it('keeps each photo under the key of the addition’s words, as one of a draft', async () => {
    const { station, visit, added } = setUp();
    await keepAdditionPhoto(station, PERSON, visit as never, {} as PreparedPhoto);
    await keepAdditionPhoto(station, CHILD, visit as never, {} as PreparedPhoto);
    const place = { scope: 'qinghe-2', priority: 'ordinary', draft: { form: 'visit-addition', subject: uid(7) } };
    expect(added).toEqual([
      { ...place, class: 'general' },
      { ...place, class: 'child' },
    ]);
  });
});
