import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formBoundary, readMultipartForm } from '#main/services/gateway/residents/multipart-form';

/** A form as the platform's own writer makes it. */
async function written(form: FormData) {
  const request = new Response(form);
  const boundary = formBoundary(request.headers.get('content-type') ?? '');
  if (boundary === null) throw new Error('no boundary');
  return { boundary, body: Buffer.from(await request.arrayBuffer()) };
}

describe('a form with photos', () => {
  it('is read as it was written, whatever bytes are in a photo', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.uint8Array({ maxLength: 200 }),
        async (text, bytes) => {
          const form = new FormData();
          form.append('text', text);
          form.append('photo1', new Blob([new Uint8Array(bytes), '\r\n--', new Uint8Array(bytes)]), '照片 1.jpg');
          form.append('photo2', new Blob([]), '');
          const { boundary, body } = await written(form);
          const read = readMultipartForm(body, boundary);
          expect(read?.files).toHaveLength(1);
          expect([...(read?.files[0]?.bytes ?? [])]).toEqual([
            ...bytes,
            ...new TextEncoder().encode('\r\n--'),
            ...bytes,
          ]);
          expect(read?.texts.get('text')).toBe(text.replace(/\r?\n|\r/g, '\r\n'));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that was cut off, names a text twice or is none at all is not read', async () => {
    const form = new FormData();
    form.append('a', '1');
    form.append('b', new Blob(['xyz']), 'b.jpg');
    const { boundary, body } = await written(form);
    for (let length = 0; length < body.length - 2; length += 1)
      expect(readMultipartForm(body.subarray(0, length), boundary), String(length)).toBeNull();
    expect(readMultipartForm(body, 'other')).toBeNull();
    form.append('a', '2');
    const twice = await written(form);
    expect(readMultipartForm(twice.body, twice.boundary)).toBeNull();
    expect(formBoundary('application/json')).toBeNull();
    expect(formBoundary('multipart/form-data')).toBeNull();
  });
});
