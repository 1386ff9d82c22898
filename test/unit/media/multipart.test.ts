import { describe, expect, it } from 'vitest';
import { boundaryOf, MULTIPART_TYPE, multipartBody, readMultipart } from '#shared/media/multipart';
import { mediaDatabase, ownerOfMedia, parseMediaId } from '#shared/media/names';
import { aPreparedPhoto, aSealedPhoto, noise } from '#test/support/photos';

const encode = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

async function aBody() {
  const photo = await aSealedPhoto({ prepared: aPreparedPhoto({ full: noise(5000) }) });
  const blob = new Blob([...multipartBody(photo.document, photo.parts)]);
  return { ...photo, body: new Uint8Array(await blob.arrayBuffer()) };
}

const boundary = boundaryOf(MULTIPART_TYPE) ?? '';

describe('a document with its attachments in one body', () => {
  it('comes back as it went in', async () => {
    const { body, document, parts } = await aBody();
    const read = readMultipart(body, boundary);
    expect(read?.document).toEqual(document);
    expect([...(read?.attachments.keys() ?? [])]).toEqual(['full', 'thumb']);
    expect(Buffer.compare(read?.attachments.get('full') ?? noise(1), parts.full)).toBe(0);
    expect(Buffer.compare(read?.attachments.get('thumb') ?? noise(1), parts.thumb)).toBe(0);
  });

  it('may hold its own boundary among the bytes of a picture', async () => {
    const { document, parts } = await aSealedPhoto();
    const full = encode(`x\r\n--${boundary}\r\n\r\n--${boundary}--`);
    const fitting = { ...document, bytes: { ...document.bytes, full: full.length } };
    const blob = new Blob([...multipartBody(fitting, { ...parts, full })]);
    const read = readMultipart(new Uint8Array(await blob.arrayBuffer()), boundary);
    expect(read?.attachments.get('full')).toEqual(full);
  });

  it('is read as nothing when it was cut anywhere', async () => {
    const { body } = await aBody();
    for (let length = 0; length < body.length; length += length < 900 ? 1 : 97)
      expect(readMultipart(body.subarray(0, length), boundary), `${length}`).toBeNull();
    expect(readMultipart(body.subarray(0, body.length - 1), boundary)).toBeNull();
  });

  it('is read as nothing when lengths, names or types are not as they should be', async () => {
    const { document, parts } = await aSealedPhoto();
    const withAttachments = (attachments: unknown) =>
      encode(`--b\r\n\r\n${JSON.stringify({ ...document, _attachments: attachments })}\r\n--b\r\n\r\nabc\r\n--b--`);
    const one = { follows: true, content_type: 'application/octet-stream', length: 3 };
    expect(readMultipart(withAttachments({ full: one }), 'b')?.attachments.size).toBe(1);
    for (const wrong of [
      { full: { ...one, length: 2 } },
      { full: { ...one, length: 2e9 } },
      { full: { ...one, length: -1 } },
      { full: { ...one, content_type: 'text/html' } },
      { full: { ...one, follows: false, data: 'YWJj' } },
      { __proto__x: one },
      { full: one, thumb: one },
      null,
      'x',
    ])
      expect(readMultipart(withAttachments(wrong), 'b'), JSON.stringify(wrong)).toBeNull();
    expect(readMultipart(encode('--b\r\n\r\n[]\r\n--b--'), 'b')).toBeNull();
    expect(parts.full.length).toBeGreaterThan(0);
  });

  it.each([
    ['multipart/related; boundary="abc"', 'abc'],
    ['multipart/related;boundary=abc', 'abc'],
    ['Multipart/Related; type="application/json"; boundary=abc', 'abc'],
    ['multipart/form-data; boundary=abc', null],
    ['multipart/related', null],
    ['', null],
  ])('has its boundary named by %s', (type, wanted) => {
    expect(boundaryOf(type)).toBe(wanted);
  });
});

describe('names of media', () => {
  it('belong to the database of the records that name them', () => {
    expect(mediaDatabase('grid-qinghe-1')).toBe('media-grid-qinghe-1');
    expect(ownerOfMedia('media-grid-qinghe-1')).toBe('grid-qinghe-1');
    expect(ownerOfMedia('media-desk-qinghe')).toBe('desk-qinghe');
    for (const name of [
      'grid-qinghe-1',
      'media-commons-qinghe',
      'media-queue-qinghe',
      'media-',
      'media-grid-qinghe',
      'media-x',
    ])
      expect(ownerOfMedia(name), name).toBeNull();
  });

  it('say where a picture lies', () => {
    const digest = 'ab'.repeat(32);
    expect(parseMediaId(`photo~qinghe-1~${digest}`)?.database).toBe('media-grid-qinghe-1');
    expect(parseMediaId(`photo~qinghe~${digest}`)?.database).toBe('media-desk-qinghe');
    expect(parseMediaId(`voice~qinghe-1~${digest}`)).toMatchObject({ type: 'voice', database: 'media-grid-qinghe-1' });
    for (const id of [`visit~qinghe-1~${digest}`, `photo~qinghe-1~${digest.toUpperCase()}`, 'photo~qinghe-1~ab', 'x'])
      expect(parseMediaId(id), id).toBeNull();
  });
});
