import { randomInt } from 'node:crypto';
import { ulid } from 'ulid';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import { shippedFields } from '#shared/domain/applications/catalogue';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import { LIMITS } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { grid, staff, station } from '#shared/schema/types/place';
import { serviceItem } from '#shared/schema/types/service-item';
import { beginWriting, createRecord } from '#shared/sync/author';
import { createHybridClock } from '#shared/sync/stamp';
import type { Account } from '../services/sessions/accounts';

/** What the commons of a new real station begin with. */
export interface NewCommons {
  readonly stationId: string;
  readonly stationName: string;
  readonly gridCount: number;
  readonly manager: Pick<Account, 'uid' | 'code' | 'name'>;
  readonly nowMs: number;
}

/** Grids, the manager's staff record, the catalogue, and last the station itself: its presence means that all is in. */
export function firstRecords({ stationId, stationName, gridCount, manager, nowMs }: NewCommons): readonly WireRecord[] {
  const clock = createHybridClock(() => nowMs, LIMITS.clockAheadMs);
  const replica = Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('');
  let counter = 0;
  const make = (type: { type: string; version: number }, uid: string, key: string, fields: Record<string, unknown>) => {
    counter += 1;
    const record = { type: type.type, schema: type.version, scope: stationId, uid, key, fields };
    return createRecord(record, beginWriting(clock, replica, counter, manager.uid));
  };
  const grids = Array.from({ length: gridCount }, (_, index) => index + 1).map((number) =>
    make(grid, ulid(nowMs), String(number), {
      number,
      name: { zh: `第${number}网格`, en: `Grid ${number}` },
      center: null,
      boundary: null,
    }),
  );
  const { uid, code, name } = manager;
  const written = { at: nowMs, by: uid, on: replica };
  const items = SERVICE_ITEMS.map((item, order) =>
    make(serviceItem, ulid(nowMs), item.number, { ...shippedFields(item, order, written) }),
  );
  return [
    ...grids,
    ...items,
    make(staff, uid, uid, { code, name, post: 'manager', gridNumbers: [], functions: [], active: true }),
    make(station, ulid(nowMs), stationId, {
      name: { zh: stationName },
      areaCode: null,
      practice: false,
      visitIntervalDays: USUAL_VISIT_INTERVALS,
    }),
  ];
}
