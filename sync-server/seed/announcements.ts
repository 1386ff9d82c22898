import type { WireRecord } from '#shared/schema/envelope';
import type { Announcement } from '#shared/schema/types/announcement';
import { DAY_MS, isoDateInShanghai, officeHoursBefore } from './calendar';
import type { Framer } from './frame';
import { derivedUid } from './random';
import { PRACTICE_STATION_ID, practiceManager, practiceStaff, type PracticeOptions } from './station';

/** What the practice station tells its staff, and one thing that it tells residents too. */
interface PlannedAnnouncement {
  readonly title: string;
  readonly body: string;
  readonly importance: Announcement['importance'];
  readonly audience: Announcement['audience'];
  readonly forResidents?: true;
  /** Code of who wrote it. */
  readonly by: string;
  readonly writtenDaysAgo: number;
  /** Days from the day of writing to the last day. */
  readonly lastsDays: number;
}

const PLANNED: readonly PlannedAnnouncement[] = [
  {
    title: '降温前走访独居老人，重点看用电用气',
    body: '本周后半段降温，夜里到零下。\n\n请各网格周五前把独居老人走一遍：电热毯是否老化、煤气软管是否过期、有没有在室内烧炭取暖。发现隐患当天记进走访，写明位置，站里统一联系物业和燃气公司。\n\n敲不开门的，先打家属电话，再联系楼长，不要只留纸条。',
    importance: 'important',
    audience: ['grid-worker', 'building-head', 'duty-lead'],
    by: 'zhoum',
    writtenDaysAgo: 1,
    lastsDays: 10,
  },
  {
    title: '周二下午急救培训，二楼多功能厅',
    body: '卫生服务站的医生来讲心肺复苏和噎食急救，14:00 开始，大约一个半小时。\n\n窗口留一人值守，其余同事尽量参加。志愿者也欢迎来，请提前告诉孙丽华人数。',
    importance: 'normal',
    audience: null,
    by: 'sunlh',
    writtenDaysAgo: 3,
    lastsDays: 7,
  },
  {
    title: '高龄津贴年审已结束',
    body: '本年度的年审材料已全部送到街道。还有居民来问，请告诉他们：明年三月起可以补办，补办不影响发放。',
    importance: 'normal',
    audience: ['clerk', 'grid-worker'],
    by: 'sunlh',
    writtenDaysAgo: 25,
    lastsDays: 14,
  },
  {
    title: '高龄津贴、医保缴费可以在自助终端上办',
    body: '带上身份证，在大厅的自助终端上按“自己申请”，照着屏幕一步一步来。字太小可以按“字再大些”。\n\n不会用没关系，按“叫人来帮我”，工作人员马上过来。',
    importance: 'normal',
    audience: ['volunteer'],
    forResidents: true,
    by: 'zhoum',
    writtenDaysAgo: 2,
    lastsDays: 60,
  },
];

/** The announcements of the practice station, two of them current; nothing in them is about a resident. */
export function announcementRecords({ randomSeed, nowMs }: PracticeOptions, framer: Framer): WireRecord[] {
  return PLANNED.map((planned, index): Announcement & WireRecord => {
    const { title, body, importance, audience, forResidents = false, by, writtenDaysAgo, lastsDays } = planned;
    const atMs = officeHoursBefore(nowMs, writtenDaysAgo, 15 + index * 70);
    const uid = derivedUid(randomSeed, `announcement/${index}`);
    const author = practiceStaff.find(({ code }) => code === by) ?? practiceManager;
    return {
      ...framer({ type: 'announcement', scope: PRACTICE_STATION_ID, uid, atMs, by: author.uid }),
      type: 'announcement',
      title,
      body,
      from: isoDateInShanghai(atMs),
      until: isoDateInShanghai(atMs + lastsDays * DAY_MS),
      importance,
      audience: audience === null ? null : [...audience],
      forResidents,
      withdrawn: false,
    };
  });
}
