import { beforeAll, describe, expect, it } from 'vitest';
import { APPLICATION_STATES, isOpenApplication } from '#shared/domain/applications/steps';
import { viewApplication } from '#shared/domain/applications/view';
import { versionOf } from '#shared/domain/applications/catalogue';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import type { Application } from '#shared/schema/types/application';
import type { Rating } from '#shared/schema/types/rating';
import type { ServiceItem } from '#shared/schema/types/service-item';
import { practiceRecords } from '#sync-server/seed/practice';
import { keys, NOW_MS, small } from './practice-station';

let records: readonly WireRecord[];
let desk: readonly WireRecord[];
beforeAll(async () => {
  const databases = await practiceRecords(small);
  records = databases.flatMap((each) => each.records);
  desk = databases.find(({ database }) => database === 'desk-qinghe')?.records ?? [];
});
const ofType = <T>(type: string) => records.filter((record) => record.type === type) as unknown as (T & WireRecord)[];
const views = () => {
  const items = ofType<ServiceItem>('service-item');
  return ofType<Application>('application').map((application) => {
    const item = items.find(({ number }) => number === application.itemNumber);
    const version = item ? versionOf(item, application.versionId) : null;
    expect(version).not.toBeNull();
    return viewApplication(application, version, workingCalendar([]), NOW_MS);
  });
};

describe('the practice station’s counter', () => {
  it('has the whole catalogue, and applications in every state but the draft', () => {
    expect(ofType('service-item')).toHaveLength(87);
    const states = new Set(views().map(({ standing }) => standing.state));
    expect(APPLICATION_STATES.filter((state) => !states.has(state))).toEqual(['draft']);
    expect(views().every(({ standing }) => standing.steps.every(({ aside }) => aside === null))).toBe(true);
  });

  it('has one that is late, one that waits, and one with a material that is to follow', () => {
    const open = views().filter(({ standing }) => isOpenApplication(standing.state));
    expect(open.filter(({ isLate }) => isLate)).toHaveLength(1);
    expect(open.filter(({ standing }) => standing.isPaused)).toHaveLength(1);
    expect(open.filter(({ standing }) => standing.promised.length > 0)).toHaveLength(1);
  });

  it('has a good and a poor rating, which somebody has taken on', () => {
    const ratings = ofType<Rating>('rating');
    expect(ratings.map(({ satisfaction }) => satisfaction).sort()).toEqual(['dissatisfied', 'very-satisfied']);
    expect(ratings.find(({ rectifyByMs }) => rectifyByMs !== null)?.steps).toHaveLength(1);
  });

  it('holds nothing but records of its types, and none in the future', () => {
    for (const record of desk) {
      expect(findRecordType(record.type)?.schema.safeParse(record).error?.issues ?? [], record._id).toEqual([]);
      expect(record.created.at).toBeLessThanOrEqual(NOW_MS);
    }
    expect(JSON.stringify(desk)).not.toMatch(/来了三次|13900000101|吴家明/);
  });

  it('is empty where nobody has its key', async () => {
    const others = await practiceRecords({ ...small, keys: keys.filter(({ scope }) => scope !== 'qinghe') });
    expect(others.find(({ database }) => database === 'desk-qinghe')?.records).toEqual([]);
  });
});
