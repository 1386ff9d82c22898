import { afterEach, describe, expect, it } from 'vitest';
import { parcelAnswersSchema, type ParcelAnswers, type Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { openBox, sealBox, signValue } from '#shared/schema/sealed-box';
import { editRecord } from '#shared/sync/author';
import { joinVectors } from '#shared/sync/vector';
import { memoryStationKeys } from '#test/support/services';
import { aPerson, aVisit, testReplica, uid } from '#test/support/builders';
import { aDevice, openLiveStation, PEOPLE, type LiveStation } from './live-station';

let running: LiveStation | null = null;
const open = async (): Promise<LiveStation> => (running = await openLiveStation());
afterEach(async () => {
  await running?.stop();
  running = null;
});

const DB = 'grid-qinghe-1';
const uidOf = (code: string): string => PEOPLE[code]?.uid ?? '';

interface ParcelParts {
  readonly rev?: string;
  readonly db?: string;
  readonly author?: string;
  readonly device?: string;
  readonly replica?: string;
  readonly secret?: string;
}

/** A parcel as a device makes it for the person whose session it is. */
async function parcelOf({ staff, device }: Session, record: WireRecord, parts: ParcelParts = {}): Promise<string> {
  const { rev = '', db = DB, author = staff.uid, replica = record.created.on, secret = device.deliveryKey } = parts;
  const signed = await signValue(secret, { author, device: parts.device ?? device.id, replica, db, rev, record });
  return sealBox(device.hubKey, signed);
}

async function deliver(
  station: LiveStation,
  token: string,
  parcels: readonly string[],
): Promise<ParcelAnswers['answers']> {
  const { status, body } = await station.ask(token, 'POST /api/parcels', { parcels });
  expect(status).toBe(200);
  return parcelAnswersSchema.parse(body).answers;
}

async function stored(station: LiveStation, id: string): Promise<(WireRecord & { readonly _rev: string }) | null> {
  const query = { rev: null, latest: false, revs: false, conflicts: false };
  const answer = await station.hub.database(DB)?.get(id, query);
  return answer?.found ? (answer.document as unknown as WireRecord & { _rev: string }) : null;
}

/** A worker who left unsent rows on a device, and a colleague who signed in there after. */
async function twoOnOneDevice() {
  const station = await open();
  const author = await station.signIn('one');
  const bearer = await station.signIn('two');
  const tablet = testReplica('tablet', undefined, uidOf('one'));
  return { station, author, bearer, tablet };
}

describe('unsent rows of somebody else', () => {
  it('are written under their author, whose grid the bearer may not even open', async () => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    const visit = aVisit(1, { by: tablet });
    const answers = await deliver(station, bearer.token, [await parcelOf(author, visit)]);
    const there = await stored(station, visit._id);
    expect(answers).toEqual([{ outcome: 'written', id: visit._id, rev: there?._rev }]);
    expect(there?.created.by).toBe(uidOf('one'));
    expect(station.services.audit.entries.at(-1)).toMatchObject({
      kind: 'parcels-delivered',
      by: uidOf('two'),
      subject: bearer.device.id,
      detail: '1',
    });
  });

  it('that come twice, or after their author sent them, are answered as written', async () => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    const visit = aVisit(1, { by: tablet });
    const parcel = await parcelOf(author, visit);
    const answers = await deliver(station, bearer.token, [parcel, parcel]);
    expect(answers[1]).toEqual({ ...answers[0], isKnown: true });
  });

  it('are merged with what others wrote meanwhile, and nobody’s words are lost', async () => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    const desk = testReplica('desk', undefined, uidOf('desk'));
    const first = aPerson(2, { by: desk });
    const [put] = (await station.hub.database(DB)?.bulkDocs({ rows: [first], newEdits: true })) ?? [];
    const rev = put && 'rev' in put ? put.rev : '';
    const theirs = editRecord(first, { sex: 'male' }, desk.write());
    await station.hub.database(DB)?.bulkDocs({ rows: [{ ...theirs, _rev: rev }], newEdits: true });
    const mine = editRecord(first, { birthDate: '1941-01-01' }, tablet.write());
    const [answer] = await deliver(station, bearer.token, [await parcelOf(author, mine, { rev })]);
    const there = await stored(station, first._id);
    expect(answer).toMatchObject({ outcome: 'written', rev: there?._rev });
    expect(there).toMatchObject({ sex: 'male', birthDate: '1941-01-01', vv: joinVectors(theirs.vv, mine.vv) });
  });

  it('are judged by the same rules as rows that their author sends', async () => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    const bad = { ...aVisit(3, { by: tablet }), kind: undefined } as unknown as WireRecord;
    const elsewhere = aVisit(4, { by: tablet, grid: 2 });
    const parcels = [await parcelOf(author, bad), await parcelOf(author, elsewhere)];
    expect(await deliver(station, bearer.token, parcels)).toEqual([
      { outcome: 'refused', code: 'row.malformed' },
      { outcome: 'refused', code: 'row.wrong-database' },
    ]);
  });
});

describe('a parcel is believed for its author’s signature alone', () => {
  it.each<[string, (author: Session, bearer: Session, record: WireRecord) => Promise<string> | string]>([
    [
      'that the bearer signed',
      (author, bearer, record) => parcelOf(author, record, { secret: bearer.device.deliveryKey }),
    ],
    [
      'in which the bearer names another author',
      (author, bearer, record) => parcelOf(bearer, record, { author: author.staff.uid }),
    ],
    ['that names another device', (author, _bearer, record) => parcelOf(author, record, { device: aDevice(9).id })],
    [
      'signed with nothing',
      (author, _bearer, record) => parcelOf(author, record, { secret: '' + Buffer.alloc(32).toString('base64') }),
    ],
    [
      'sealed to another station',
      async (author, _bearer, record) => {
        const hubKey = memoryStationKeys().hub.public as Session['device']['hubKey'];
        return parcelOf({ ...author, device: { ...author.device, hubKey } }, record);
      },
    ],
    ['that is not sealed', async (author, _bearer, record) => signValue(author.device.deliveryKey, record)],
    ['that was cut short', async (author, _bearer, record) => (await parcelOf(author, record)).slice(0, -8)],
    ['that is no parcel', () => 'x'],
  ])('one %s is refused', async (_what, make) => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    const visit = aVisit(1, { by: tablet });
    const answers = await deliver(station, bearer.token, [await make(author, bearer, visit)]);
    expect(answers).toEqual([{ outcome: 'refused', code: 'auth.invalid' }]);
    expect(await stored(station, visit._id)).toBeNull();
    expect(station.kept.countOf(author.device.id)).toBe(0);
  });

  it('one that names another device’s replica is refused', async () => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    await station.signIn('boss', aDevice(2));
    await station.sessions.claimReplica({ device: aDevice(2).id, staff: uid(2) }, tablet.id);
    const answers = await deliver(station, bearer.token, [await parcelOf(author, aVisit(1, { by: tablet }))]);
    expect(answers).toEqual([{ outcome: 'refused', code: 'access.denied' }]);
  });
});

describe('rows that their author may not write any more are kept for a manager', () => {
  const reasons: [string, (station: LiveStation, author: Session) => Promise<unknown>][] = [
    [
      'whose account was closed',
      (station) => station.sessions.staffAdmin.change(uid(1), uidOf('one'), { active: false }),
    ],
    [
      'who works in another grid',
      (station) => station.sessions.staffAdmin.change(uid(1), uidOf('one'), { gridNumbers: [2] }),
    ],
    ['who has another post', (station) => station.sessions.staffAdmin.change(uid(1), uidOf('one'), { post: 'clerk' })],
  ];
  it.each(reasons)('of somebody %s', async (_who, change) => {
    const { station, author, bearer, tablet } = await twoOnOneDevice();
    await change(station, author);
    const visit = aVisit(1, { by: tablet });
    const parcel = await parcelOf(author, visit);
    for (let round = 0; round < 2; round += 1)
      expect(await deliver(station, bearer.token, [parcel])).toEqual([{ outcome: 'kept', id: visit._id }]);
    expect(await stored(station, visit._id)).toBeNull();
    const boss = await station.signIn('boss', aDevice(2));
    const { body } = await station.ask(boss.token, 'GET /api/devices');
    expect(
      (body['devices'] as { id: string; keptRows: number }[]).find(({ id }) => id === author.device.id)?.keptRows,
    ).toBe(1);
    expect(station.services.audit.entries.filter(({ kind }) => kind === 'parcel-kept')).toHaveLength(1);
  });

  it('on a device that was revoked, from its own hands, and can be opened by the host', async () => {
    const { station, author, tablet } = await twoOnOneDevice();
    await station.sessions.deviceAdmin.change(uid(1), author.device.id, { state: 'revoked', wipe: true });
    const visit = aVisit(1, { by: tablet });
    const answers = await deliver(station, author.token, [await parcelOf(author, visit)]);
    expect(answers).toEqual([{ outcome: 'kept', id: visit._id }]);
    expect(await stored(station, visit._id)).toBeNull();
    const [kept] = station.kept.list();
    const { id: device } = author.device;
    expect(kept).toMatchObject({ author: uidOf('one'), device, db: DB, record: visit._id, why: 'revoked' });
    const box = (await station.kept.boxes([kept?.id ?? ''])).get(kept?.id ?? '');
    const signed = await openBox(station.services.stationKeys.hub.private, box ?? '');
    expect(Buffer.from(String(signed).split('.')[1] ?? '', 'base64url').toString()).toContain(visit._id);
  });

  it('and what a revoked device signs for nobody is not', async () => {
    const { station, author, tablet } = await twoOnOneDevice();
    await station.sessions.deviceAdmin.change(uid(1), author.device.id, { state: 'revoked' });
    const forged = await parcelOf(author, aVisit(1, { by: tablet }), { author: uidOf('two') });
    expect(await deliver(station, author.token, [forged])).toEqual([{ outcome: 'refused', code: 'auth.invalid' }]);
  });
});

describe('a request with parcels', () => {
  it('needs a token, and holds two hundred at most', async () => {
    const { station, bearer } = await twoOnOneDevice();
    expect((await station.ask(null, 'POST /api/parcels', { parcels: [] })).status).toBe(401);
    const many = Array.from({ length: 201 }, () => 'x');
    expect((await station.ask(bearer.token, 'POST /api/parcels', { parcels: many })).status).toBe(400);
    expect(await deliver(station, bearer.token, [])).toEqual([]);
  });
});
