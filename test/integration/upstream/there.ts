import { mediaDatabase } from '#shared/media/names';
import type { SealedPhoto } from '#test/support/photos';
import { answer, type District, type DistrictAnswer, type Fault } from './district';
import { GRID, type Edge } from './edge';

/** The grid's pictures. */
export const MEDIA = mediaDatabase(GRID);

/** Where a record of the grid lies at the district. */
export const pathOf = (id: string): string => `/${GRID}/${encodeURIComponent(id)}`;

/** The revision that wins at the district. */
export const revThere = async (district: District, id: string): Promise<string> =>
  ((await district.ask('GET', pathOf(id))).body as { readonly _rev: string })._rev;

/** How many documents a database of the district has. */
export const documentsIn = async (district: District, name: string): Promise<number> =>
  ((await district.ask('GET', `/${name}`)).body as { readonly doc_count: number }).doc_count;

/** Writes to the grid as somebody at the district does. */
export const writeThere = (district: District, ...docs: readonly object[]): Promise<DistrictAnswer> =>
  district.ask('POST', `/${GRID}/_bulk_docs`, { docs });

/** Whole revisions, as a replicator or another node of a cluster brings them. */
export const bringThere = (district: District, ...docs: readonly object[]): Promise<DistrictAnswer> =>
  district.ask('POST', `/${GRID}/_bulk_docs`, { docs, new_edits: false });

/** Takes a picture in as the gateway does; its id and revision. */
export async function takePicture(
  { document, parts }: SealedPhoto,
  edge: Edge,
): Promise<{ readonly id: string; readonly rev: string }> {
  const attachments = new Map(
    Object.entries(parts).map(([name, bytes]) => [name, { contentType: 'application/octet-stream', bytes }]),
  );
  const written = await (await edge.hub().create(MEDIA)).putWhole({ document, attachments });
  if (written.kind !== 'written') throw new Error(`the hub did not take a picture: ${written.kind}`);
  return { id: document._id, rev: written.rev };
}

/** A district that has one picture, as CouchDB answers for it: the stand-in takes none. `data` says what of a part's bytes is there. */
export function hasPicture(
  { document, parts }: SealedPhoto,
  rev: string,
  data: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): Fault {
  const attachments = Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [
      name,
      { content_type: 'application/octet-stream', revpos: 1, data: Buffer.from(data(bytes)).toString('base64') },
    ]),
  );
  const { _id: id } = document;
  const [generation = '1', hash = ''] = rev.split('-');
  const _revisions = { start: Number(generation), ids: [hash] };
  return (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    if (!path.startsWith(`/${MEDIA}`) || path.includes('_local')) return false;
    const what = path.slice(MEDIA.length + 1);
    const isNew = new URLSearchParams(query).get('since') !== '1-there';
    request.resume();
    if (what === '/_changes')
      answer(response, 200, {
        results: isNew ? [{ seq: '1-there', id, changes: [{ rev }] }] : [],
        last_seq: '1-there',
        pending: 0,
      });
    else if (what === '/_bulk_get')
      answer(response, 200, {
        results: [{ id, docs: [{ ok: { ...document, _rev: rev, _revisions, _attachments: attachments } }] }],
      });
    else if (what === '/_revs_diff') answer(response, 200, {});
    else if (what === '') answer(response, 200, { update_seq: '1-there', doc_count: 1 });
    else return false;
    return true;
  };
}
