import { afterEach, describe, expect, it } from 'vitest';
import { keptExportSchema, keptListSchema, type KeptView } from '#shared/ipc/admin-api';
import { depositListSchema, parcelAnswersSchema, type ParcelAnswers, type Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { sealBox, signValue } from '#shared/schema/sealed-box';
import { editRecord } from '#shared/sync/author';
import { vectorKey } from '#shared/sync/vector';
import { aPerson, aVisit, testReplica, uid } from '#test/support/builders';
import { aDevice, openLiveStation, PASSPHRASE, PEOPLE, type LiveStation } from './live-station';

let running: LiveStation | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

const DB = 'grid-qinghe-1';
const uidOf = (code: string): string => PEOPLE[code]?.uid ?? '';
const tablet = () => testReplica('tablet', undefined, uidOf('one'));

async function parcelOf({ staff, device }: Session, record: WireRecord, rev = ''): Promise<string> {
  const content = { author: staff.uid, device: device.id, replica: record.created.on, db: DB, rev, record };
  return sealBox(device.hubKey, await signValue(device.deliveryKey, content));
}

/** A worker on a tablet, and the manager at the desk. */
async function open() {
  const station = (running = await openLiveStation());
  const worker = await station.signIn('one');
  const boss = await station.signIn('boss', aDevice(2));
  const discard = (parcels: readonly string[], by = 'boss', passphrase = PASSPHRASE) =>
    station.ask(worker.token, 'POST /api/discards', { staffCode: by, passphrase, parcels, reason: '写错了人' });
  const answersOf = (body: unknown): ParcelAnswers['answers'] => parcelAnswersSchema.parse(body).answers;
  const kept = async (): Promise<readonly KeptView[]> =>
    keptListSchema.parse((await station.ask(boss.token, 'GET /api/kept')).body).kept;
  const deposits = async () =>
    depositListSchema.parse((await station.ask(worker.token, 'GET /api/deposits')).body).deposits;
  const deposit = async (parcels: readonly string[], withdrawn: readonly string[] = []) =>
    answersOf((await station.ask(worker.token, 'POST /api/deposits', { parcels, withdrawn })).body);
  const deliver = async (ids: readonly string[], as = boss) =>
    answersOf((await station.ask(as.token, 'POST /api/kept/delivery', { ids })).body);
  return { station, worker, boss, discard, answersOf, kept, deposits, deposit, deliver };
}

async function stored(station: LiveStation, id: string): Promise<WireRecord | null> {
  const query = { rev: null, latest: false, revs: false, conflicts: false };
  const answer = await station.hub.database(DB)?.get(id, query);
  return answer?.found ? (answer.document as unknown as WireRecord) : null;
}

const kinds = (station: LiveStation, kind: string) =>
  station.services.audit.entries.filter((entry) => entry.kind === kind);

describe('discarding a record that came back', () => {
  it('needs the manager’s code and passphrase at that device, and is written down with what was discarded', async () => {
    const { station, worker, discard, answersOf, kept } = await open();
    const visit = aVisit(1, { by: tablet() });
    const { status, body } = await discard([await parcelOf(worker, visit)]);
    expect([status, answersOf(body)]).toEqual([200, [{ outcome: 'kept', id: visit._id }]]);
    expect(kinds(station, 'parcel-discarded')).toMatchObject([
      { by: uidOf('boss'), subject: visit._id, detail: `${uidOf('one')} ${worker.device.id}` },
    ]);
    expect(await kept()).toMatchObject([
      {
        why: 'discarded',
        by: uidOf('boss'),
        note: '写错了人',
        author: uidOf('one'),
        record: visit._id,
        delivered: null,
      },
    ]);
    // The reason may be about a resident: the file has it sealed.
    expect(station.kept.list()[0]?.note).not.toContain('写错');
    expect(await stored(station, visit._id)).toBeNull();
  });

  it.each([
    ['a colleague', 'two', PASSPHRASE, 403, 'access.denied'],
    ['a clerk', 'desk', PASSPHRASE, 403, 'access.denied'],
    ['nobody known', 'nobody', PASSPHRASE, 401, 'auth.wrong'],
    ['the manager with another passphrase', 'boss', 'guessed it', 401, 'auth.wrong'],
  ])('is refused for %s, and nothing is kept', async (_who, code, passphrase, status, error) => {
    const { station, worker, discard } = await open();
    const answer = await discard([await parcelOf(worker, aVisit(1, { by: tablet() }))], code, passphrase);
    expect([answer.status, answer.body.error?.code]).toEqual([status, error]);
    expect(station.kept.list()).toEqual([]);
    expect(kinds(station, 'parcel-discarded')).toEqual([]);
  });

  it('is limited like sign-in: who tries out passphrases here is told to wait', async () => {
    const { worker, station, discard } = await open();
    const parcel = await parcelOf(worker, aVisit(1, { by: tablet() }));
    const codes: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      codes.push((await discard([parcel], 'boss', `guess ${attempt}`)).body.error?.code);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'auth.wrong'), 'auth.rate-limited']);
    expect((await discard([parcel])).body.error?.code).toBe('auth.rate-limited');
    expect(kinds(station, 'sign-in-refused')).toHaveLength(5);
  });

  it('takes one’s own rows alone, and leaves a colleague’s', async () => {
    const { station, discard, answersOf } = await open();
    const other = await station.signIn('two');
    const theirs = aVisit(1, { by: testReplica('theirs', undefined, uidOf('two')), grid: 2 });
    const { body } = await discard([await parcelOf(other, theirs), 'x']);
    expect(answersOf(body)).toEqual([
      { outcome: 'refused', code: 'access.denied' },
      { outcome: 'refused', code: 'auth.invalid' },
    ]);
    expect(station.kept.list()).toEqual([]);
  });

  it('is refused without a reason', async () => {
    const { station, worker } = await open();
    const parcels = [await parcelOf(worker, aVisit(1, { by: tablet() }))];
    const body = { staffCode: 'boss', passphrase: PASSPHRASE, parcels, reason: '  ' };
    expect((await station.ask(worker.token, 'POST /api/discards', body)).status).toBe(400);
  });
});

describe('what the host keeps', () => {
  it('can be had back: delivered as its author’s write, and written down as the manager’s doing', async () => {
    const { station, worker, discard, kept, deliver } = await open();
    const visit = aVisit(1, { by: tablet() });
    await discard([await parcelOf(worker, visit)]);
    const [entry] = await kept();
    expect(await deliver([entry?.id ?? '', 'no-such'])).toMatchObject([
      { outcome: 'written', id: visit._id },
      { outcome: 'refused', code: 'request.not-found' },
    ]);
    expect((await stored(station, visit._id))?.created.by).toBe(uidOf('one'));
    expect(kinds(station, 'kept-delivered')).toMatchObject([{ by: uidOf('boss'), subject: visit._id }]);
    // It stays in the list for good, marked.
    expect(await kept()).toMatchObject([{ id: entry?.id, delivered: { by: uidOf('boss') } }]);
    expect(await deliver([entry?.id ?? ''])).toMatchObject([{ outcome: 'written', isKnown: true }]);
  });

  it('is written under the manager’s rights although its author has none any more', async () => {
    const { station, worker, kept, deliver } = await open();
    const bearer = await station.signIn('two');
    await station.sessions.staffAdmin.change(uid(1), uidOf('one'), { active: false });
    const visit = aVisit(1, { by: tablet() });
    await station.ask(bearer.token, 'POST /api/parcels', { parcels: [await parcelOf(worker, visit)] });
    const [entry] = await kept();
    expect(entry).toMatchObject({ why: 'rights', author: uidOf('one') });
    expect(await deliver([entry?.id ?? ''])).toMatchObject([{ outcome: 'written' }]);
  });

  it('is opened for a file, each record written down before anybody has it', async () => {
    const { station, worker, boss, discard, kept } = await open();
    const visit = aVisit(1, { by: tablet() });
    await discard([await parcelOf(worker, visit)]);
    const ids = (await kept()).map(({ id }) => id);
    const { body } = await station.ask(boss.token, 'POST /api/kept/export', { ids });
    expect(keptExportSchema.parse(body).records).toMatchObject([{ note: '写错了人', content: { record: visit } }]);
    expect(kinds(station, 'kept-exported')).toMatchObject([{ by: uidOf('boss'), subject: visit._id }]);
  });

  it('stays kept with its reason when the hub will not have it', async () => {
    const { station, worker, discard, kept, deliver } = await open();
    const bad = { ...aVisit(1, { by: tablet() }), kind: 'by-drone' } as unknown as WireRecord;
    await discard([await parcelOf(worker, bad)]);
    const [entry] = await kept();
    expect(await deliver([entry?.id ?? ''])).toEqual([{ outcome: 'refused', code: 'row.malformed' }]);
    expect(await kept()).toMatchObject([{ delivered: null }]);
    expect(kinds(station, 'kept-delivered')).toEqual([]);
  });

  it('is nobody else’s to see', async () => {
    const { station, worker } = await open();
    const clerk = await station.signIn('desk', aDevice(2));
    for (const token of [worker.token, clerk.token])
      expect((await station.ask(token, 'GET /api/kept')).status).toBe(403);
  });
});

describe('what a device lays down at the host in case it dies', () => {
  it('is replaced by later states, never by earlier ones, and goes when it was sent or discarded', async () => {
    const { worker, deposits, deposit, kept } = await open();
    const by = tablet();
    const first = aPerson(1, { by });
    const second = editRecord(first, { sex: 'male' }, by.write());
    expect(await deposit([await parcelOf(worker, first)])).toEqual([{ outcome: 'kept', id: first._id }]);
    await deposit([await parcelOf(worker, second)]);
    await deposit([await parcelOf(worker, first)]);
    expect(await deposits()).toEqual([{ record: first._id, state: vectorKey(second.vv) }]);
    expect(await kept()).toMatchObject([{ why: 'deposited', record: first._id }]);
    await deposit([], [first._id]);
    expect([await deposits(), await kept()]).toEqual([[], []]);
  });

  it('keeps both states of which neither knows the other', async () => {
    const { worker, deposit, kept } = await open();
    const by = tablet();
    const first = aPerson(1, { by });
    const one = editRecord(first, { sex: 'male' }, by.write());
    const other = editRecord(first, { birthDate: '1941-01-01' }, testReplica('again').write());
    await deposit([await parcelOf(worker, one)]);
    await deposit([await parcelOf(worker, other)]);
    expect((await kept()).map(({ why }) => why).sort()).toEqual(['deposited', 'rights']);
  });

  it('is taken back by its own person and device alone', async () => {
    const { station, worker, deposit, deposits } = await open();
    const visit = aVisit(1, { by: tablet() });
    await deposit([await parcelOf(worker, visit)]);
    const other = await station.signIn('two');
    await station.ask(other.token, 'POST /api/deposits', { parcels: [], withdrawn: [visit._id] });
    expect(await deposits()).toHaveLength(1);
    expect(await deposit(['x'])).toEqual([{ outcome: 'refused', code: 'auth.invalid' }]);
  });

  it('is answered as written when the manager has delivered it meanwhile', async () => {
    const { worker, deposit, deposits, kept, deliver } = await open();
    const visit = aVisit(1, { by: tablet() });
    const parcel = await parcelOf(worker, visit);
    await deposit([parcel]);
    const [entry] = await kept();
    expect(await deliver([entry?.id ?? ''])).toMatchObject([{ outcome: 'written' }]);
    expect(await deposits()).toEqual([]);
    expect(await deposit([parcel])).toMatchObject([{ outcome: 'written', id: visit._id, isKnown: true }]);
    expect(await deposits()).toEqual([]);
  });
});
