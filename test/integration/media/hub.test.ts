import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths, REPLICA_HEADER } from '#shared/ipc/station-api';
import { MEDIA_REQUEST_BYTES } from '#shared/media/document';
import { makeSigningKey, thumbprintOf } from '#shared/media/signature';
import { openEvents } from '#test/integration/gateway/event-reader';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { T0, uid, WORKER_UID } from '#test/support/builders';
import {
  aDataKey,
  aPreparedPhoto,
  aSealedPhoto,
  noise,
  photoRequest,
  tampered,
  type SealedPhoto,
} from '#test/support/photos';

type Sent = Pick<SealedPhoto, 'document' | 'parts'>;

const MEDIA = 'media-grid-qinghe-1';
let running: RunningGateway;
let token: string;

beforeAll(async () => {
  running = await runGateway({ databases: ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2', 'desk-qinghe'] });
  token = running.sessions.issue({
    device: uid(3),
    dbs: { 'commons-qinghe': 'read', 'grid-qinghe-1': 'write', 'grid-qinghe-2': 'read' },
  });
});
afterAll(() => running.stop());

const urlOf = ({ document }: Pick<SealedPhoto, 'document'>, db = MEDIA, rest = '') =>
  `${running.origin}/hub/${db}/${encodeURIComponent(document._id)}${rest}`;

function send(photo: Sent, { db = MEDIA, as = token, request = photoRequest(photo) } = {}): Promise<Response> {
  const headers = { ...(request.headers as Record<string, string>), authorization: `Bearer ${as}` };
  return fetch(urlOf(photo, db), { ...request, headers });
}

const answerOf = async (response: Response) => {
  const { code, reason } = (await response.json()) as { readonly code?: string; readonly reason?: string };
  return { status: response.status, code, reason };
};

const isThere = async (photo: Pick<SealedPhoto, 'document'>): Promise<boolean> => {
  const headers = { authorization: `Bearer ${token}` };
  const [document, part] = await Promise.all([
    fetch(urlOf(photo), { headers }),
    fetch(urlOf(photo, MEDIA, '/full'), { headers }),
  ]);
  expect(document.ok).toBe(part.ok);
  return document.ok;
};

describe('the hub takes a picture', () => {
  it('once: sent again after an answer that was lost, it changes nothing', async () => {
    const photo = await aSealedPhoto();
    const first = (await (await send(photo)).json()) as { readonly rev: string };
    const before = running.hub.database(MEDIA)?.position();
    const again = await send(photo);
    expect(again.status).toBe(201);
    expect(await again.json()).toMatchObject({ ok: true, rev: first.rev });
    expect(running.hub.database(MEDIA)?.position()).toEqual(before);
  });

  it('under the digest of what came and no other, so that no name can be taken', async () => {
    const photo = await aSealedPhoto();
    const other = await aSealedPhoto();
    const swapped = { document: photo.document, parts: { ...photo.parts, full: other.parts.full } };
    expect(await answerOf(await send(swapped))).toMatchObject({ status: 400, code: 'request.malformed' });
    const smaller = { document: photo.document, parts: { ...photo.parts, thumb: other.parts.thumb } };
    expect((await answerOf(await send(smaller))).reason).toContain('thumbSha256');
    expect(await isThere(photo)).toBe(false);
  });

  it('and does not put another claim under the name of one that is there', async () => {
    const photo = await aSealedPhoto();
    await send(photo);
    const other = await tampered(photo, { document: { uid: uid(7777) } });
    expect(other.document._id).toBe(photo.document._id);
    expect(await answerOf(await send(other))).toMatchObject({ status: 409, code: 'row.conflict' });
  });

  it('only as ciphertext under a key of its own grid', async () => {
    const photo = await aSealedPhoto();
    const plain = await tampered(photo, { parts: { full: aPreparedPhoto().full } });
    expect((await answerOf(await send(plain))).reason).toContain('not closed under a key of qinghe-1');
    const elsewhere = await aSealedPhoto({ key: await aDataKey('qinghe-2.general.1') });
    expect((await answerOf(await send(elsewhere))).reason).toContain('not closed under a key of qinghe-1');
    const near = await aSealedPhoto({ key: await aDataKey('qinghe-12.general.1') });
    expect((await answerOf(await send(near))).status).toBe(400);
  });

  it('in the database of its scope, for whoever may write records there', async () => {
    const photo = await aSealedPhoto({ scope: 'qinghe-2' });
    expect(await answerOf(await send(photo))).toMatchObject({ code: 'row.wrong-database' });
    expect(await answerOf(await send(photo, { db: 'media-grid-qinghe-2' }))).toMatchObject({
      status: 403,
      code: 'access.denied',
    });
    const nobody = running.sessions.issue({ dbs: {} });
    expect(await answerOf(await send(await aSealedPhoto(), { as: nobody }))).toMatchObject({ code: 'access.denied' });
    expect(await answerOf(await send(await aSealedPhoto(), { as: 'made up' }))).toMatchObject({ status: 401 });
    const all = running.sessions.issue({ dbs: { 'commons-qinghe': 'write', 'grid-qinghe-9': 'write' } });
    for (const db of ['media-commons-qinghe', 'media-grid-qinghe-9', 'media-media-grid-qinghe-1', 'grid-qinghe-1'])
      expect((await send(await aSealedPhoto(), { db, as: all })).status, db).toBeGreaterThan(400);
    expect(running.hub.names().filter((name) => name.startsWith('media-'))).toEqual([MEDIA]);
  });

  it('of 8 MB and no more, and says so before the rest of it is sent', async () => {
    const key = await aDataKey('qinghe-1.general.1');
    const most = await aSealedPhoto({ key, prepared: aPreparedPhoto({ full: noise(8 * 1024 * 1024 - 256) }) });
    expect((await send(most)).status).toBe(201);
    const thumb = await aSealedPhoto({ key, prepared: aPreparedPhoto({ thumb: noise(64 * 1024) }) });
    expect(await answerOf(await send(thumb))).toMatchObject({
      status: 400,
      reason: expect.stringContaining('bytes.thumb'),
    });
    const huge = { ...photoRequest(most), body: new Uint8Array(MEDIA_REQUEST_BYTES + 1) };
    const refused = await answerOf(await send(most, { request: huge })).catch(() => null);
    // Some clients are cut off before they read the answer.
    if (refused) expect(refused).toMatchObject({ status: 413, code: 'request.too-large' });
  });

  it('whole or not at all: what breaks off in the middle leaves nothing', async () => {
    const photo = await aSealedPhoto({ prepared: aPreparedPhoto({ full: noise(200_000) }) });
    const request = photoRequest(photo);
    const body = new Uint8Array(await (request.body as Blob).arrayBuffer());
    const { hostname, port, pathname } = new URL(urlOf(photo));
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const type = (request.headers as Record<string, string>)['content-type'];
    socket.write(
      `PUT ${pathname} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, 150_000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await once(socket, 'close');
    expect(await isThere(photo)).toBe(false);
    // Cut short, yet sent as if it were all.
    const short = { ...request, body: body.subarray(0, 150_000) };
    expect((await answerOf(await send(photo, { request: short }))).code).toBe('request.malformed');
    expect(await isThere(photo)).toBe(false);
    expect((await send(photo)).status).toBe(201);
    expect(await isThere(photo)).toBe(true);
  });

  it.each([
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['no type at all', { headers: {}, body: new Uint8Array([1, 2, 3]) }],
    ['a boundary that is not there', { headers: { 'content-type': 'multipart/related; boundary=x' }, body: 'y' }],
  ])('and not %s', async (_name, request) => {
    const answer = await send(await aSealedPhoto(), { request: { method: 'PUT', ...request } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('and tells no device of it: pictures are asked for one by one', async () => {
    const events = await openEvents(running.origin, token);
    expect(Object.keys(events.hello.databases)).not.toContain(MEDIA);
    await send(await aSealedPhoto());
    for (const rest of ['/_changes', '/_all_docs', '/', '/_bulk_docs', '/_bulk_get', '/_find']) {
      const method = /bulk|find/.test(rest) ? 'POST' : 'GET';
      const answer = await fetch(`${running.origin}/hub/${MEDIA}${rest}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify({ docs: [], selector: {} }) }),
      });
      expect(answer.status, rest).toBe(403);
    }
    await running.hub.database('commons-qinghe')?.bulkDocs({ rows: [{ _id: 'phrase~qinghe~x' }], newEdits: true });
    expect(await events.next()).toMatchObject({ db: 'commons-qinghe' });
    events.close();
  });
});

describe('a picture at the hub', () => {
  it('that was erased does not come back when a device sends it once more', async () => {
    const photo = await aSealedPhoto();
    const { rev } = (await (await send(photo)).json()) as { readonly rev: string };
    const row = { _id: photo.document._id, _rev: rev, _deleted: true };
    await running.hub.database(MEDIA)?.bulkDocs({ rows: [row], newEdits: true });
    expect(await isThere(photo)).toBe(false);
    expect((await send(photo)).status).toBe(201);
    expect(await isThere(photo)).toBe(false);
  });

  it('goes to another hub with its bytes and the same revision', async () => {
    const photo = await aSealedPhoto();
    const { rev } = (await (await send(photo)).json()) as { readonly rev: string };
    const answer = await running.hub.database(MEDIA)?.bulkGet({
      docs: [{ id: photo.document._id, rev }],
      revs: true,
      latest: false,
      attachments: true,
    });
    const [doc] = answer?.results[0]?.docs ?? [];
    const attachments = (doc && 'ok' in doc ? doc.ok['_attachments'] : {}) as Record<string, { readonly data: string }>;
    expect(Buffer.from(attachments['full']?.data ?? '', 'base64').equals(photo.parts.full)).toBe(true);
    const other = await runGateway({ databases: ['grid-qinghe-1'] });
    try {
      const as = other.sessions.issue({ dbs: { 'grid-qinghe-1': 'write' } });
      const request = photoRequest(photo);
      const headers = { ...(request.headers as Record<string, string>), authorization: `Bearer ${as}` };
      const there = await fetch(urlOf(photo).replace(running.origin, other.origin), { ...request, headers });
      expect(await there.json()).toMatchObject({ rev });
    } finally {
      await other.stop();
    }
  });
});

describe('the public half of a signing key', () => {
  const register = (key: object, as = token) =>
    fetch(running.origin + paths.signingKey, {
      method: 'PUT',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify(key),
    });

  it('becomes a record that says whose it is, once', async () => {
    const { publicKey } = (await makeSigningKey()).key;
    expect((await register(publicKey)).status).toBe(204);
    expect((await register(publicKey)).status).toBe(204);
    const commons = running.hub.database('commons-qinghe');
    const id = `signing-key~qinghe~${await thumbprintOf(publicKey)}`;
    const stored = await commons?.get(id, { rev: null, latest: false, revs: false, conflicts: false });
    expect(stored).toMatchObject({
      found: true,
      document: { ...publicKey, staffUid: WORKER_UID, deviceUid: uid(3) },
    });
    expect(stored?.found && stored.document._rev).toMatch(/^1-/);
  });

  it('is not taken for somebody else, nor when it is no key', async () => {
    const { publicKey } = (await makeSigningKey()).key;
    await register(publicKey);
    const other = running.sessions.issue({ sub: uid(5), device: uid(3), dbs: {} });
    expect(await (await register(publicKey, other)).json()).toMatchObject({ error: { code: 'access.denied' } });
    const odd = { x: 'A'.repeat(43), y: 'A'.repeat(43) };
    expect((await register(odd)).status).toBe(400);
    expect((await register({ ...publicKey, d: publicKey.x })).status).toBe(400);
  });

  it('is written by nobody but the host', async () => {
    const as = running.sessions.issue({ dbs: { 'commons-qinghe': 'write' } });
    const { publicKey } = (await makeSigningKey()).key;
    const record = { type: 'signing-key', _id: `signing-key~qinghe~${await thumbprintOf(publicKey)}` };
    const answer = await fetch(`${running.origin}/hub/commons-qinghe/_bulk_docs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        [REPLICA_HEADER]: 'forger000000',
      },
      body: JSON.stringify({ docs: [signingRecord(record._id, publicKey)] }),
    });
    expect(await answer.json()).toMatchObject([{ error: 'forbidden', code: 'access.denied' }]);
  });
});

function signingRecord(_id: string, key: object) {
  const touch = { at: T0, by: WORKER_UID, on: 'forger000000' };
  const stamp = `0mwsi1hc0000.forger000000.1`;
  const frame = {
    schema: 1,
    created: touch,
    changed: touch,
    vv: { forger000000: 1 },
    born: stamp,
    stamps: {},
    yields: [],
  };
  return { ...frame, _id, type: 'signing-key', uid: uid(77), staffUid: uid(5), deviceUid: uid(6), ...key };
}
