import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { UpstreamTrouble } from '#shared/ipc/upstream-api';
import { editRecord } from '#shared/sync/author';
import { aPerson, aVisit, testReplica, WORKER_UID } from '#test/support/builders';
import { answer, DISTRICTS, openDistrict, type Fault } from './district';
import { COMMONS, DATABASES, GRID, openEdge, type Edge } from './edge';
import { documentsIn, pathOf } from './there';

const GRID2 = DATABASES[2] ?? '';
const visits = (from: number, count: number): readonly WireRecord[] =>
  Array.from({ length: count }, (_, n) => aVisit(from + n));
const put = (edge: Edge, records: readonly object[]) =>
  edge
    .grid()
    .bulkDocs({ rows: records, newEdits: true })
    .then((answers) => expect(answers).toHaveLength(records.length));
const isAbout =
  (name: string, fault: Fault): Fault =>
  (request, response) =>
    (request.url ?? '').startsWith(`/${name}`) && fault(request, response);
const couchSays =
  (status: number, error: string, reason = ''): Fault =>
  (_request, response) => {
    answer(response, status, { error, reason });
    return true;
  };
const portal: Fault = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html><title>请先登录无线网络</title></html>');
  return true;
};
const onWrite =
  (fault: Fault): Fault =>
  (request, response) =>
    (request.url ?? '').includes('_bulk_docs') && fault(request, response);

describe('an upstream with troubles', () => {
  const WHOLE: readonly (readonly [string, Fault, UpstreamTrouble])[] = [
    ['a page of the wireless network’s sign-in', portal, 'portal'],
    ['another password', couchSays(401, 'unauthorized', 'Name or password is incorrect.'), 'credentials'],
    [
      'something that is no CouchDB',
      (_request, response) => (answer(response, 200, { hello: 1 }), true),
      'not-couchdb',
    ],
    ['a proxy without anything behind it', couchSays(503, 'service_unavailable'), 'busy'],
  ];

  it.each(WHOLE)('%s is called by its name, and what waited goes when it is over', async (_name, fault, trouble) => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const edge = await openEdge();
    await edge.write(aVisit(1));
    district.fault = fault;
    await edge.connect(district);
    const view = await edge.until((shown) => shown.trouble !== null);
    expect(view).toMatchObject({ trouble, answeredAtMs: null });
    expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ state: 'waiting', left: 1 });
    expect(edge.upstream().health()).toEqual({ ok: true, facts: { on: true, left: 1, databases: 3 } });

    district.fault = null;
    expect(await edge.untilCurrent()).toMatchObject({ trouble: null, troubleSinceMs: null });
    expect(await documentsIn(district, GRID)).toBe(1);
  });

  const ONE: readonly (readonly [string, Fault, UpstreamTrouble])[] = [
    ['refused', couchSays(403, 'forbidden', 'You are not allowed to access this db.'), 'forbidden'],
    ['missing', couchSays(404, 'not_found', 'Database does not exist.'), 'missing'],
    ['on a full disk', onWrite(couchSays(500, 'enospc', 'no space left on device')), 'full'],
    ['over its quota', onWrite(couchSays(507, 'insufficient_storage')), 'full'],
    ['cut off', onWrite((request) => (request.destroy(), true)), 'unreachable'],
  ];

  it.each(ONE)('a database that is %s holds up no other', async (_name, fault, trouble) => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const edge = await openEdge();
    await edge.write(aVisit(1), aVisit(2, { grid: 2 }));
    district.fault = isAbout(GRID, fault);
    await edge.connect(district);
    const view = await edge.until(({ databases }) => databases.some((one) => one.trouble !== null));
    const states = view.databases.map(({ name, state, left }) => [name, state, left]);
    expect(states).toEqual([
      [COMMONS, 'current', 0],
      [GRID, 'trouble', 1],
      [GRID2, 'current', 0],
    ]);
    expect(view.databases[1]?.trouble).toBe(trouble);
    district.fault = null;
    await edge.untilCurrent();
    expect(await documentsIn(district, GRID)).toBe(1);
  });

  it('a record that the district refuses stays alone, and is offered again when somebody sets the upstream', async () => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const edge = await openEdge();
    const refused = aPerson(2);
    await edge.write(aVisit(1), refused, aVisit(3));
    let isStrict = true;
    district.fault = (request, response) => {
      if (!isStrict || !(request.url ?? '').includes(`${GRID}/_bulk_docs`)) return false;
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => (text += part));
      request.on('end', () => {
        const { docs } = JSON.parse(text) as { readonly docs: readonly { readonly _id: string }[] };
        void district.ask('POST', `/${GRID}/_bulk_docs`, {
          docs: docs.filter(({ _id }) => _id !== refused._id),
          new_edits: false,
        });
        answerRows(
          response,
          docs.filter(({ _id }) => _id === refused._id),
        );
      });
      return true;
    };
    await edge.connect(district);
    const view = await edge.untilCurrent();
    expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ refusedThere: 1 });
    expect(
      edge
        .upstream()
        .reach(() => true)
        .databases.find(({ name }) => name === GRID),
    ).toMatchObject({ refused: 1 });
    await expect.poll(() => documentsIn(district, GRID)).toBe(2);

    isStrict = false;
    await edge.connect(district);
    const after = await edge.until(({ databases }) => databases.every(({ refusedThere }) => refusedThere === 0));
    expect(after.trouble).toBeNull();
    await expect.poll(() => documentsIn(district, GRID)).toBe(3);
  });

  it('databases of another station are refused in words, and nothing is written to them', async () => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const first = await openEdge();
    await first.connect(district);
    await first.untilCurrent();
    const second = await openEdge();
    await second.write(aVisit(1));
    await second.connect(district);
    const view = await second.until(({ databases }) => databases.every((one) => one.trouble !== null));
    expect(view.databases.map(({ trouble }) => trouble)).toEqual(DATABASES.map(() => 'other-station'));
    expect(await documentsIn(district, GRID)).toBe(0);
  });

  it('a new address needs the password again, and no answer and no log ever has it', async () => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const edge = await openEdge();
    const { url, user, password } = district;
    await edge.connect(district);
    await edge.untilCurrent();
    const service = edge.upstream();
    const elsewhere = await service.set(WORKER_UID, {
      on: true,
      url: 'https://elsewhere.example',
      user,
      authority: null,
    });
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'request.malformed' } });
    const same = await service.set(WORKER_UID, { on: false, url: `${url}/`, user, authority: null });
    expect(same).toMatchObject({ ok: true, value: { set: { on: false, url, user } } });
    await service.set(WORKER_UID, { on: true, url, user, authority: null });
    await edge.untilCurrent();
    const said = JSON.stringify([service.view(), service.reach(() => true), edge.log.lines, edge.audit.entries]);
    expect(said).not.toContain(password);
    expect(edge.audit.entries.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['upstream-set', 'on url user password authority'],
      ['upstream-set', 'off'],
      ['upstream-set', 'on'],
    ]);
  });

  it('trying an upstream tells what stands against it, and leaves nothing there', async () => {
    const district = await openDistrict('the embedded hub', DATABASES);
    const edge = await openEdge();
    const { url, user, password } = district;
    const wanted = { on: true, url, user, password, authority: null };
    district.fault = isAbout(GRID2, couchSays(404, 'not_found', 'Database does not exist.'));
    expect(await edge.upstream().trial(wanted)).toMatchObject({
      ok: true,
      value: {
        trouble: null,
        version: '3.5.0',
        databases: [
          { name: COMMONS, trouble: null },
          { name: GRID, trouble: null },
          { name: GRID2, trouble: 'missing' },
        ],
      },
    });
    expect(await edge.upstream().trial({ ...wanted, password: 'wrong' })).toMatchObject({
      value: { trouble: 'credentials' },
    });
    await district.goAway();
    expect(await edge.upstream().trial(wanted)).toMatchObject({ value: { trouble: 'unreachable' } });
    expect(district.asked.filter((line) => line.startsWith('PUT') || line.includes('_bulk_docs'))).toEqual([]);
    expect(edge.upstream().view().set).toBeNull();
  });
});

describe.each(DISTRICTS)('with %s at the district', (kind) => {
  it('a month without the district is caught up with, edit by edit of everybody', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const person = aPerson(1);
    await edge.write(person);
    await edge.connect(district);
    await edge.untilCurrent();
    await district.goAway();
    const start = Date.now();
    let latest = person;
    const replica = testReplica('tablet', () => edge.now());
    for (let day = 1; day <= 30; day += 1) {
      edge.now = () => start + day * 86_400_000;
      await put(edge, visits(day * 100, 40));
      latest = editRecord(latest, { name: `第${day}天` }, replica.write());
      await edge.write(latest);
      if (day % 10 === 0) await edge.look();
    }
    const away = edge.upstream().view();
    expect(away.trouble).toBe('unreachable');
    // PouchDB counts writes: 30 days of 40 visits and one edit.
    expect(away.databases.find(({ name }) => name === GRID)?.left).toBe(30 * 41);
    await district.comeBack();
    await edge.untilCurrent();
    expect(await documentsIn(district, GRID)).toBe(1 + 30 * 40);
    const there = await district.ask('GET', pathOf(person._id));
    expect(there.body).toMatchObject({ name: '第30天' });
  });

  it('a district that lost a database gets everything again, and the station says so', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    await put(edge, visits(1, 50));
    await edge.connect(district);
    await edge.untilCurrent();
    await district.makeAnew(GRID);
    expect(await documentsIn(district, GRID)).toBe(0);
    await edge.until(({ madeAnewAtMs }) => madeAnewAtMs !== null);
    await edge.untilCurrent();
    expect(await documentsIn(district, GRID)).toBe(50);
  });

  it('a host that is killed half-way goes on where it was, and sends nothing twice', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    await put(edge, visits(1, 1500));
    await put(edge, visits(2001, 1500));
    let batches = 0;
    district.fault = (request) => {
      if (!(request.url ?? '').includes(`${GRID}/_bulk_docs`)) return false;
      batches += 1;
      if (batches <= 2) return false;
      request.destroy();
      return true;
    };
    await edge.connect(district);
    await edge.until(({ databases }) => databases.some(({ trouble }) => trouble !== null));
    const sent = await documentsIn(district, GRID);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(3000);
    let again = 0;
    await edge.reopen();
    district.fault = (request) => {
      if ((request.url ?? '').includes(`${GRID}/_bulk_docs`)) again += 1;
      return false;
    };
    await edge.untilCurrent();
    expect(await documentsIn(district, GRID)).toBe(3000);
    expect(again).toBeLessThanOrEqual(3);
  });

  it('a station set back to an old copy gets from the district what it lost', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const person = aPerson(1);
    await edge.write(person);
    await edge.connect(district);
    await edge.untilCurrent();
    const files = [join(edge.root, 'hub'), join(edge.root, 'copy')] as const;
    await edge.reopen(() => cp(files[0], files[1], { recursive: true }));
    await edge.write(editRecord(person, { name: '新名' }, testReplica('desk').write()), aVisit(5));
    await edge.untilCurrent();
    await edge.reopen(async () => {
      await rm(files[0], { recursive: true });
      await cp(files[1], files[0], { recursive: true });
    });
    expect(await edge.leaves(person._id)).toMatchObject([{ name: person['name'] }]);
    await edge.look();
    await edge.untilCurrent();
    expect(await edge.leaves(person._id)).toMatchObject([{ name: '新名' }]);
    expect(await edge.leaves(aVisit(5)._id)).toHaveLength(1);
  });
});

function answerRows(response: Parameters<typeof answer>[0], docs: readonly { readonly _id: string }[]): void {
  answer(
    response,
    201,
    docs.map(({ _id }) => ({ id: _id, error: 'forbidden', reason: 'not for you' })),
  );
}
