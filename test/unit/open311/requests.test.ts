import { describe, expect, it } from 'vitest';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import type { ReportEntry } from '#main/services/open311/ledger';
import { createOpen311 } from '#main/services/open311/open311';
import { placesOf } from '#main/services/station-places';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { aCategory, aUnit, FIRE, MINUTE_MS, NINE } from '../incidents/incidents';

const HOLDER = { id: 'key0000001', name: '市城管平台', scopes: ['read'], perMinute: 600 } as const;
const CATEGORY = aCategory(1);

/** A station to which one key has reported so many incidents, a minute apart. */
function manyReports(count: number) {
  const entries = Array.from({ length: count }, (_, n): ReportEntry => ({
    uid: uid(n + 1),
    scope: 'qinghe-1',
    key: HOLDER.id,
    print: String(n),
    by: 'body',
    atMs: NINE - n * MINUTE_MS,
  }));
  const incident = ({ uid: of, atMs }: ReportEntry) =>
    ({
      uid: of,
      categoryUid: CATEGORY.uid,
      reportedAtMs: atMs,
      address: '',
      text: null,
      place: null,
      buildingUid: null,
      steps: [],
    }) as unknown as Incident & WireRecord;
  return createOpen311({
    station: { id: 'qinghe', name: '青禾里社区', practice: false },
    desk: () => ({
      begun: async () => undefined,
      newReceipt: async () => '',
      tables: {
        category: () => CATEGORY,
        unit: () => aUnit(FIRE),
        calendar: () => workingCalendar([]),
        records: () => ({ categories: [CATEGORY] }),
      },
    }),
    places: { current: async () => placesOf([], []) },
    reports: {
      write: async () => 'known',
      find: async (of) => entries.filter((entry) => entry.uid === of).map(incident)[0] ?? null,
      scopeOf: (number) => `qinghe-${number}`,
    },
    ledger: {
      add: async () => undefined,
      find: () => null,
      get: (key, of) => entries.find((entry) => entry.uid === of && entry.key === key) ?? null,
      of: () => entries,
      close: async () => undefined,
    },
    keys: { named: async () => null },
    holder: () => HOLDER,
    printSecret: 'secret',
    audit: memoryAudit(() => NINE),
    log: recordedLog(),
    now: () => NINE,
  });
}

const query = (fields: Readonly<Record<string, string>>) =>
  new Map(Object.entries(fields).map(([name, value]) => [name, [value]] as const));

describe('a system that has reported more than it may ask for at once', () => {
  it('gets the newest thousand, and as many by their ids; one more id is refused in words', async () => {
    const open311 = manyReports(1005);
    const told = await open311.requests(HOLDER, query({}), 'zh');
    const ids = (told.ok ? (told.value as readonly Record<string, string>[]) : []).map(
      (request) => request['service_request_id'],
    );
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([1000, uid(1), uid(1000)]);
    const asked = Array.from({ length: 1001 }, (_, n) => uid(n + 1));
    const some = await open311.requests(HOLDER, query({ service_request_id: asked.slice(1).join(',') }), 'zh');
    expect(some.ok && (some.value as readonly unknown[]).length).toBe(1000);
    const many = await open311.requests(HOLDER, query({ service_request_id: asked.join(',') }), 'en');
    expect(many).toEqual({
      ok: false,
      error: [{ status: 400, says: expect.objectContaining({ en: expect.any(String) as string }) as object }],
    });
  });
});
