import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { PhotoRef } from '#shared/media/photo';
import type { Incident } from '#shared/schema/types/incident';
import type { Creation } from '#shared/sync/local-writer';
import type { AddPhoto } from '#renderer/data/index';
import { keepIncidentPhoto, takeStep, type IncidentWriting } from '#renderer/features/incidents/commands';
import { sendReport } from '#renderer/features/incidents/report/commands';
import { beginReport, REPORT_FORM, type KeptReport } from '#renderer/features/incidents/report/draft';
import { T0, uid, WORKER_UID } from '#test/support/builders';

const PHOTO = { id: uid(60), media: 'photo~qinghe-3~x' } as unknown as PhotoRef;

const report = (change: Partial<KeptReport> = {}): KeptReport => ({
  ...beginReport({ incidentUid: uid(7), startedAtMs: T0, grid: 3, onBehalfOf: null }),
  categoryUid: uid(1),
  address: '8幢',
  text: '三辆车',
  contact: { name: '方美华', phone: '13800000000' },
  photos: [PHOTO],
  ...change,
});

/** A station that notes what it is asked; sealed values name class and place. */
function setUp({ create }: { readonly create?: () => Promise<never> } = {}) {
  const created: Creation[] = [];
  const did: string[] = [];
  const added: AddPhoto[] = [];
  let stored = { steps: [{ id: uid(20) }], photos: [] } as unknown as Pick<Incident, 'steps' | 'photos'>;
  const station = {
    session: { staff: { uid: WORKER_UID, post: 'grid-worker' }, station: { id: 'qinghe' } },
    replica: 'tablet000000',
    nowMs: () => T0 + 60_000,
    newUid: () => uid(99),
    drafts: { discard: async (form: string, subject: string) => void did.push(`discard ${form}~${subject}`) },
    media: {
      release: async (refs: readonly PhotoRef[]) => void did.push(`release ${refs.map(({ id }) => id).join()}`),
      add: async (_photo: unknown, place: AddPhoto) => void added.push(place),
    },
    writer: {
      create: create ?? (async (creation: Creation) => void (created.push(creation), did.push('create'))),
      edit: async (_id: string, change: (record: unknown) => object) => {
        stored = { ...stored, ...change(stored) };
      },
    },
    sealer: {
      seal: async (
        value: unknown,
        at: { uid: string; field: string; scope: string; class: string; entryId?: string },
      ) => [at.scope, at.class, at.uid, at.field, at.entryId ?? '', JSON.stringify(value)].join('|'),
    },
  } as unknown as IncidentWriting;
  return { station, created, did, added, stored: () => stored };
}

describe('sending a report', () => {
  it('seals what was said and whom to call, leaves the title open, and lets the photos go after the record', async () => {
    const { station, created, did } = setUp();
    expect(await sendReport(station, report(), '消防通道堵塞')).toBe(`incident~qinghe-3~${uid(7)}`);
    expect(created).toMatchObject([{ type: 'incident', scope: 'qinghe-3', uid: uid(7) }]);
    expect(created[0]?.fields).toMatchObject({
      title: '8幢：消防通道堵塞',
      text: `qinghe-3|general|${uid(7)}|text||"三辆车"`,
      contact: `qinghe-3|general|${uid(7)}|contact||{"name":"方美华","phone":"13800000000"}`,
      channel: 'staff',
      reportedAtMs: T0 + 60_000,
      steps: [],
      receipt: null,
    });
    expect(did).toEqual(['create', `discard ${REPORT_FORM.id}~new`, `release ${uid(60)}`]);
  });

  it('makes nothing twice: the same report again counts as sent', async () => {
    const again = setUp({ create: () => Promise.reject(new AppError('row.conflict', 'there')) });
    expect(await sendReport(again.station, report(), '消防通道堵塞')).toBe(`incident~qinghe-3~${uid(7)}`);
    expect(again.did).toContain(`discard ${REPORT_FORM.id}~new`);
  });

  it('keeps the draft when the device has no room', async () => {
    const full = setUp({ create: () => Promise.reject(new AppError('device.storage-full', 'full')) });
    await expect(sendReport(full.station, report(), 'x')).rejects.toMatchObject({ code: 'device.storage-full' });
    expect(full.did).toEqual([]);
  });

  it('seals a photo for the grid that the report is for', async () => {
    const { station, added } = setUp();
    await keepIncidentPhoto(station, 3, {} as never, { form: 'incident-report', subject: 'new' });
    expect(added).toMatchObject([{ scope: 'qinghe-3', class: 'general', priority: 'urgent' }]);
  });
});

describe('taking a step', () => {
  const seen = { _id: `incident~qinghe-3~${uid(7)}`, uid: uid(7), heads: [uid(20)] };

  it('follows on what was shown, seals its note for itself alone, and adds its photos to the incident', async () => {
    const { station, stored } = setUp();
    const words = { stepId: uid(21), note: ' 清走了 ', photos: [PHOTO] };
    await takeStep(station, seen, { kind: 'finish' }, words);
    expect(stored().steps.at(-1)).toEqual({
      kind: 'finish',
      id: uid(21),
      written: { at: T0 + 60_000, by: WORKER_UID, on: 'tablet000000' },
      post: 'grid-worker',
      after: [uid(20)],
      note: `qinghe-3|general|${uid(7)}|steps.note|${uid(21)}|"清走了"`,
      photoIds: [uid(60)],
    });
    expect(stored().photos).toEqual([PHOTO]);
    // The page died after the write: the same step again adds nothing.
    await takeStep(station, seen, { kind: 'finish' }, words);
    expect(stored().steps).toHaveLength(2);
    expect(stored().photos).toHaveLength(1);
  });

  it('seals what is meant for the resident for itself, and takes it back with nothing in its place', async () => {
    const { station, stored } = setUp();
    const resident = { words: ' 清走了，请放心 ', photoIds: [uid(60)] };
    await takeStep(station, seen, { kind: 'finish' }, { stepId: uid(23), note: '', photos: [PHOTO], resident });
    expect(stored().steps.at(-1)).toMatchObject({
      told: `qinghe-3|general|${uid(7)}|steps.told|${uid(23)}|"清走了，请放心"`,
      shownPhotoIds: [uid(60)],
    });
    const nothing = { words: '', photoIds: [] };
    await takeStep(station, seen, { kind: 'note' }, { stepId: uid(24), note: '收回', photos: [], resident: nothing });
    expect(stored().steps.at(-1)).toMatchObject({ told: null, shownPhotoIds: [] });
  });

  it('has no note where nothing was said', async () => {
    const { station, stored } = setUp();
    await takeStep(station, seen, { kind: 'take' }, { stepId: uid(22), note: '  ', photos: [] });
    expect(stored().steps.at(-1)).toMatchObject({ kind: 'take', note: null, photoIds: [] });
  });
});
