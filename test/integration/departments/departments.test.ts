import { describe, expect, it, vi } from 'vitest';
import { standingOf } from '#shared/domain/incidents/standing';
import type { MatterStep } from '#shared/ipc/matters-api';
import type { SigningPublicKey } from '#shared/media/signature';
import { importSealingKey, openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import { createDepartments } from '#main/services/departments/departments';
import { uid } from '#test/support/builders';
import { aRule, aStep, HOUR_MS, MINUTE_MS, NINE } from '../../unit/incidents/incidents';
import { ANNA, CLERK, dispatchStation, FIREMAN, GARDENER, GARDENS, LEAD } from '../dispatch/station';

const FIRE_OFFICE = { staff: FIREMAN, device: uid(800) };
const GARDEN_OFFICE = { staff: GARDENER, device: uid(801) };

/** A station whose host runs, and a fire lane that was reported with words and somebody to call back, and sent to the fire office. */
async function officeStation() {
  const station = await dispatchStation();
  const dispatch = await station.start();
  const departments = createDepartments({ ...station, incidents: () => dispatch });
  const [delivered] = await station.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
  if (!delivered) throw new Error('no key');
  const key = await importSealingKey(delivered.key);
  const seal = (n: number, field: string, value: unknown) =>
    sealValue(key, delivered.kid, value, sealingAad({ uid: uid(n), field }));
  const report = async (n: number, change = {}) => {
    const text = await seal(n, 'text', '三辆电动车挡住了登高面');
    const contact = await seal(n, 'contact', { name: '沈桂英', phone: '13905731234' });
    const id = await station.report(n, { text, contact, onBehalfOf: uid(500), ...change });
    await station.until(id, 'dispatched');
    await dispatch.settled();
    return id;
  };
  const noteOf = async (id: string, kind: string) => {
    const { uid: of, steps } = await station.read(id);
    const step = steps.find((each) => each.kind === kind);
    if (!step?.note) return null;
    const opened = await openValue(key, step.note, sealingAad({ uid: of, field: 'steps.note', entryId: step.id }));
    return opened.ok ? opened.value : null;
  };
  return { ...station, dispatch, departments, report, noteOf, seal };
}

const act = (n: number, change: Partial<MatterStep>): MatterStep => ({
  stepId: uid(n),
  act: 'start',
  note: '',
  seen: [],
  photos: [],
  untilMs: null,
  ...change,
});
const refused = (code: string) => expect.objectContaining({ code });

describe('a handler of a department', () => {
  it('sees what was sent to the own unit, opened, with no name, number or file of anybody', async () => {
    const { report, departments } = await officeStation();
    const id = await report(1);
    const [row] = await departments.list(FIRE_OFFICE);
    expect(row).toMatchObject({ id, part: 'handles', whose: 'unit', state: 'dispatched', category: '消防通道堵塞' });
    const matter = await departments.matter(FIRE_OFFICE, id);
    expect(matter).toMatchObject({ text: '三辆电动车挡住了登高面', address: '清和路 8幢', mode: 'assigned' });
    expect(matter.allowed).toEqual(['start', 'finish', 'return', 'pause', 'note', 'ask-time']);
    const said = JSON.stringify([row, matter]);
    for (const personal of ['沈桂英', '13905731234', uid(500), 'receipt', 'contact', 'onBehalfOf', 'voice'])
      expect(said, personal).not.toContain(personal);
  });

  it('cannot read, act on or add pictures to a matter of another unit, nor anything that is no matter', async () => {
    const { report, departments, read } = await officeStation();
    const id = await report(1);
    expect(await departments.list(GARDEN_OFFICE)).toEqual([]);
    const strangers = [
      () => departments.matter(GARDEN_OFFICE, id),
      () => departments.take(GARDEN_OFFICE, id, act(50, {})),
      () => departments.photo(GARDEN_OFFICE, id, uid(60), 'full'),
      () => departments.keepPhoto(GARDEN_OFFICE, id, aPhoto(61), async () => undefined),
      () => departments.matter(FIRE_OFFICE, 'person~qinghe-1~01TEST00000000000000000001'),
      () => departments.matter({ ...FIRE_OFFICE, staff: ANNA }, id),
      () => departments.matter({ ...FIRE_OFFICE, staff: uid(999) }, id),
    ];
    for (const ask of strangers) await expect(ask()).rejects.toEqual(refused('request.not-found'));
    expect((await read(id)).steps.map(({ kind }) => kind)).toEqual(['accept', 'dispatch']);
  });

  it('takes it on, does it and reports it done; each step stands in that name, sealed, and counts', async () => {
    const { report, departments, read, noteOf, setClock } = await officeStation();
    const id = await report(1);
    const first = await departments.matter(FIRE_OFFICE, id);
    const begun = await departments.take(FIRE_OFFICE, id, act(50, { act: 'start', seen: first.heads }));
    expect(begun.state).toBe('handling');
    setClock(NINE + 10 * MINUTE_MS);
    const done = act(51, { act: 'finish', note: '车已挪走', seen: begun.heads });
    const finished = await departments.take(FIRE_OFFICE, id, done);
    expect(finished).toMatchObject({ state: 'handled', allowed: ['note'] });
    expect(finished.steps.map(({ kind, by, note }) => [kind, by, note])).toEqual([
      ['dispatch', null, null],
      ['start', '李工', null],
      ['finish', '李工', '车已挪走'],
    ]);
    const stored = await read(id);
    expect(standingOf(stored)).toMatchObject({ state: 'handled', finishedBy: FIREMAN, respondedAtMs: NINE });
    expect(stored.steps.at(-1)).toMatchObject({ post: 'department-handler', written: { by: FIREMAN } });
    expect(JSON.stringify(stored)).not.toContain('车已挪走');
    expect(await noteOf(id, 'finish')).toBe('车已挪走');
    // The answer was lost, and the page sends it again.
    await departments.take(FIRE_OFFICE, id, done);
    expect((await read(id)).steps).toHaveLength(4);
  });

  it('gives it back with a reason, and does not see it from then on', async () => {
    const { report, departments, until } = await officeStation();
    const id = await report(1);
    await expect(departments.take(FIRE_OFFICE, id, act(50, { act: 'return' }))).rejects.toEqual(
      refused('request.malformed'),
    );
    await departments.take(FIRE_OFFICE, id, act(50, { act: 'return', note: '属于物业管理范围' }));
    await until(id, 'accepted');
    expect(await departments.list(FIRE_OFFICE)).toEqual([]);
    await expect(departments.matter(FIRE_OFFICE, id)).rejects.toEqual(refused('request.not-found'));
  });

  it('asks for more time in words that whoever leads the station reads; the limit stays until they say so', async () => {
    const { report, departments, noteOf, messages } = await officeStation();
    const id = await report(1);
    const before = await departments.matter(FIRE_OFFICE, id);
    const untilMs = NINE + 30 * HOUR_MS;
    await expect(departments.take(FIRE_OFFICE, id, act(50, { act: 'ask-time', note: '等配件' }))).rejects.toEqual(
      refused('request.malformed'),
    );
    const after = await departments.take(FIRE_OFFICE, id, act(50, { act: 'ask-time', note: '等配件', untilMs }));
    expect(after.dueAtMs).toBe(before.dueAtMs);
    expect(await noteOf(id, 'note')).toBe('申请延期到2026-11-24 15:00：等配件');
    await vi.waitFor(async () => {
      const told = (await messages()).filter(({ template }) => template === 'incident-unit-says');
      expect(told.map(({ recipient }) => recipient)).toEqual([{ kind: 'staff', uid: LEAD }]);
    }, 5_000);
  });

  it('is told of a copy, and can do nothing about it', async () => {
    const { report, departments, table, dispatch } = await officeStation();
    await table(aRule(5, { majors: ['消防安全'], copyUnitUids: [GARDENS] }));
    await dispatch.settled();
    const id = await report(1);
    expect(await departments.list(GARDEN_OFFICE)).toMatchObject([{ id, part: 'copied' }]);
    expect((await departments.matter(GARDEN_OFFICE, id)).allowed).toEqual([]);
    await expect(departments.take(GARDEN_OFFICE, id, act(50, {}))).rejects.toEqual(refused('row.conflict'));
  });

  it('is not told what the station’s people say among themselves, but why work was not accepted', async () => {
    const station = await officeStation();
    const { report, departments, change, read, until, seal } = station;
    const id = await report(1);
    const write = async (kind: 'note' | 'fail', by: string, post: 'clerk' | 'duty-lead', note: string) => {
      const record = await read(id);
      const step = aStep(record, { kind }, by, 90, post);
      const sealed = { ...step, note: await seal(1, `steps.note`, note) };
      await change(id, { steps: [...record.steps, sealed] });
    };
    await write('note', CLERK, 'clerk', '沈桂英家的电话打不通');
    await departments.take(FIRE_OFFICE, id, act(51, { act: 'finish', note: '车已挪走' }));
    await until(id, 'handled');
    await write('fail', LEAD, 'duty-lead', '还有一辆');
    await until(id, 'handling');
    const { steps } = await departments.matter(FIRE_OFFICE, id);
    expect(steps.map(({ kind }) => kind)).toEqual(['dispatch', 'finish', 'fail']);
    expect(steps.at(-1)).toMatchObject({ by: null, post: 'duty-lead' });
  });

  it('who was slower than a colleague is told so, and nothing is written', async () => {
    const { report, departments, read } = await officeStation();
    const id = await report(1);
    const seen = (await departments.matter(FIRE_OFFICE, id)).heads;
    await departments.take(FIRE_OFFICE, id, act(50, { act: 'finish', note: '好了', seen }));
    await expect(departments.take(FIRE_OFFICE, id, act(51, { act: 'start', seen }))).rejects.toEqual(
      refused('row.conflict'),
    );
    await expect(
      departments.take(FIRE_OFFICE, id, act(52, { act: 'note', note: '又', seen: [uid(77)] })),
    ).rejects.toEqual(refused('request.malformed'));
    expect((await read(id)).steps).toHaveLength(3);
  });
});

describe('a picture of what was done', () => {
  it('lies sealed and signed in that name, is shown to the unit, and to no other', async () => {
    const { report, departments, read, hub } = await officeStation();
    const id = await report(1);
    const known: SigningPublicKey[] = [];
    const ref = await departments.keepPhoto(FIRE_OFFICE, id, aPhoto(61), async (key) => void known.push(key));
    expect(known).toHaveLength(1);
    const foreign = { ...ref, id: uid(62) };
    await expect(
      departments.take(FIRE_OFFICE, id, act(50, { act: 'finish', note: '好了', photos: [foreign] })),
    ).rejects.toEqual(refused('request.malformed'));
    const matter = await departments.take(FIRE_OFFICE, id, act(50, { act: 'finish', note: '好了', photos: [ref] }));
    expect(matter.photos).toMatchObject([{ id: ref.id, mime: 'image/jpeg' }]);
    const { mime, bytes } = await departments.photo(FIRE_OFFICE, id, ref.id, 'full');
    expect([mime, Buffer.from(bytes).toString()]).toEqual(['image/jpeg', 'whole picture']);
    const closed = await hub.database('media-grid-qinghe-1')?.attachment(ref.media, 'full');
    expect(Buffer.from(closed?.bytes ?? []).toString()).not.toContain('whole picture');
    expect((await read(id)).photos).toEqual([ref]);
    await expect(departments.photo(GARDEN_OFFICE, id, ref.id, 'full')).rejects.toEqual(refused('request.not-found'));
  });
});

function aPhoto(n: number) {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return {
    id: uid(n),
    mime: 'image/jpeg' as const,
    width: 40,
    height: 30,
    full: base64('whole picture'),
    thumb: base64('small'),
    takenAtMs: NINE,
    originalSha256: 'a'.repeat(64),
  };
}
