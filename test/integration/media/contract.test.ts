import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGateway } from '#test/integration/gateway/running-gateway';
import { aSealedPhoto, noise, aPreparedPhoto, photoRequest, type SealedPhoto } from '#test/support/photos';

/** Something that keeps documents with attachments in CouchDB's way. */
interface MediaTarget {
  /** Address of a media database, without a slash at the end. */
  readonly url: string;
  /** The scope that its documents carry. */
  readonly scope: string;
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function embedded(): Promise<MediaTarget> {
  const running = await runGateway({ databases: ['grid-qinghe-1'] });
  const token = running.sessions.issue({ dbs: { 'grid-qinghe-1': 'write' } });
  return {
    url: `${running.origin}/hub/media-grid-qinghe-1`,
    scope: 'qinghe-1',
    headers: { authorization: `Bearer ${token}` },
    close: () => running.stop(),
  };
}

async function couch(text: string): Promise<MediaTarget> {
  const at = new URL(text);
  const secret = `${decodeURIComponent(at.username)}:${decodeURIComponent(at.password)}`;
  const headers = { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
  const url = `${at.origin}/media-grid-m${randomBytes(5).toString('hex')}-1`;
  const made = await fetch(url, { method: 'PUT', headers });
  if (!made.ok) throw new Error(`CouchDB did not make a database: ${made.status}`);
  return { url, scope: 'qinghe-1', headers, close: async () => void (await fetch(url, { method: 'DELETE', headers })) };
}

const couchUrl = process.env['COUCHDB_URL'];
const TARGETS: readonly (readonly [string, () => Promise<MediaTarget>])[] = [
  ['the embedded hub', embedded],
  ...(couchUrl ? [['CouchDB', () => couch(couchUrl)] as const] : []),
];

describe.each(TARGETS)('a picture at %s', (_name, open) => {
  let target: MediaTarget;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  const at = (photo: Pick<SealedPhoto, 'document'>, rest = '') => `${target.url}/${photo.document._id}${rest}`;
  const put = (photo: Pick<SealedPhoto, 'document' | 'parts'>) => {
    const { headers, ...request } = photoRequest(photo);
    return fetch(at(photo), { ...request, headers: { ...(headers as Record<string, string>), ...target.headers } });
  };
  const get = (url: string, method = 'GET') => fetch(url, { method, headers: target.headers });
  const isAt = async (url: string, bytes: Uint8Array) =>
    Buffer.compare(new Uint8Array(await (await get(url)).arrayBuffer()), bytes) === 0;

  it('comes in one request and is given back byte for byte, each part alone', async () => {
    const photo = await aSealedPhoto({ scope: target.scope, prepared: aPreparedPhoto({ full: noise(300_000) }) });
    const answer = await put(photo);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ ok: true, id: photo.document._id, rev: expect.stringMatching(/^1-/) });
    expect(await isAt(at(photo, '/full'), photo.parts.full)).toBe(true);
    expect(await isAt(at(photo, '/thumb'), photo.parts.thumb)).toBe(true);
  });

  it('says how long a part is and of which kind without sending it', async () => {
    const photo = await aSealedPhoto({ scope: target.scope });
    await put(photo);
    const head = await get(at(photo, '/full'), 'HEAD');
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBe(photo.parts.full.length);
    expect(head.headers.get('content-type')).toBe('application/octet-stream');
    expect(head.headers.get('etag')).toMatch(/^"[A-Za-z0-9+/=]{24}"$/);
    expect(await head.text()).toBe('');
  });

  it('is a document that names its parts and has all its fields', async () => {
    const photo = await aSealedPhoto({ scope: target.scope });
    await put(photo);
    const document = (await (await get(at(photo))).json()) as Record<string, unknown>;
    expect(document).toMatchObject(photo.document);
    const stub = (length: number) => ({
      content_type: 'application/octet-stream',
      stub: true,
      revpos: 1,
      length,
      digest: expect.stringMatching(/^md5-[A-Za-z0-9+/=]{24}$/),
    });
    const { full, thumb } = photo.parts;
    expect(document['_attachments']).toMatchObject({ full: stub(full.length), thumb: stub(thumb.length) });
  });

  it('is not there before it was sent, nor is a part of another name', async () => {
    const photo = await aSealedPhoto({ scope: target.scope });
    expect((await get(at(photo))).status).toBe(404);
    expect((await get(at(photo, '/full'))).status).toBe(404);
    await put(photo);
    expect((await get(at(photo, '/other'))).status).toBe(404);
  });

  it('cannot be replaced by another under its name', async () => {
    const photo = await aSealedPhoto({ scope: target.scope });
    await put(photo);
    const other = { ...photo, document: { ...photo.document, created: { ...photo.document.created, at: 1 } } };
    expect((await put(other)).status).toBe(409);
    expect(await (await get(at(photo))).json()).toMatchObject({ created: photo.document.created });
  });
});
