import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { aPerson } from '#test/support/builders';
import { answer, openDistrict } from './district';
import { DATABASES, GRID, openEdge } from './edge';

it('a district that is set back while it is read is busy for a moment, and no illness of this machine', async () => {
  const district = await openDistrict('the embedded hub', DATABASES);
  const edge = await openEdge();
  await edge.connect(district);
  await edge.untilCurrent();
  const person = aPerson(1);
  await district.ask('POST', `/${GRID}/_bulk_docs`, { docs: [person] });
  let times = 0;
  // Between its changes and its documents the revision has gone, as from a copy that is put in its place.
  district.fault = (request: IncomingMessage, response: ServerResponse) => {
    if (times > 0 || !(request.url ?? '').includes('_bulk_get')) return false;
    times += 1;
    const gone = { id: person._id, rev: '1-0', error: 'not_found', reason: 'missing' };
    answer(response, 200, { results: [{ id: person._id, docs: [{ error: gone }] }] });
    return true;
  };
  const view = await edge.look();
  expect(times).toBe(1);
  expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ trouble: 'busy' });
  expect(edge.upstream().health().ok).toBe(true);
  await edge.untilCurrent();
  expect(await edge.leaves(person._id)).toMatchObject([{ name: person['name'] }]);
});
