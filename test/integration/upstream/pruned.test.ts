import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { createRecord } from '#shared/sync/author';
import { noticeSchema } from '#shared/schema/types/notice';
import { createNotices } from '#main/services/outbox/notices';
import { STATION, testReplica, uid, WORKER_UID } from '#test/support/builders';
import { DISTRICTS, openDistrict } from './district';
import { DATABASES, openEdge } from './edge';
import { bringThere, pathOf, revThere } from './there';

const DAY_MS = 86_400_000;

/** A notice that is shown until then. */
function aNotice(n: number, expiresAtMs: number, nowMs: number) {
  const text = readFileSync(new URL('../../fixtures/records/notice.v1.json', import.meta.url), 'utf8');
  const { content } = noticeSchema.parse(JSON.parse(text));
  const fields = { recipientUid: WORKER_UID, urgency: 'normal', content, expiresAtMs };
  return createRecord(
    { type: 'notice', schema: 1, scope: `${STATION}-1`, uid: uid(n), key: `${n}`.repeat(32), fields },
    testReplica('host', () => nowMs).write(),
  );
}

describe.each(DISTRICTS)('with %s at the district', (kind) => {
  it('what the station has pruned is gone there too, and an older copy of the district does not bring it back', async () => {
    const district = await openDistrict(kind, DATABASES);
    const edge = await openEdge();
    const nowMs = Date.now();
    const old = aNotice(1, nowMs - 200 * DAY_MS, nowMs - 203 * DAY_MS);
    const shown = aNotice(2, nowMs + DAY_MS, nowMs);
    await edge.write(old, shown);
    await edge.connect(district);
    await edge.untilCurrent();
    const copy = { ...old, _rev: await revThere(district, old._id) };

    const notices = createNotices({
      station: STATION,
      hub: edge.hub(),
      keys: { newest: () => Promise.reject(new Error('nothing is sealed here')) },
      author: () => WORKER_UID,
      now: () => edge.now(),
    });
    expect(await notices.prune(180 * DAY_MS, () => false)).toBe(1);
    await edge.untilCurrent();
    expect(await edge.leaves(old._id)).toEqual([]);
    expect(await edge.leaves(shown._id)).toHaveLength(1);
    expect(await district.ask('GET', pathOf(old._id))).toMatchObject({ status: 404, body: { reason: 'deleted' } });

    await district.makeAnew(DATABASES[1] ?? '');
    await bringThere(district, copy);
    await edge.look();
    await edge.untilCurrent();
    expect(await edge.leaves(old._id)).toEqual([]);
    expect((await district.ask('GET', pathOf(old._id))).status).toBe(404);
    expect((await district.ask('GET', pathOf(shown._id))).status).toBe(200);
  });
});
