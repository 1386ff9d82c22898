import type { CALL_OUTCOMES, VISIT_OUTCOMES } from '#shared/domain/devices/alarm';
import type { WatchRuleId } from '#shared/domain/devices/watch';
import type { SensorKind } from '#shared/schema/types/sensor';
import { JIANGS_SMOKE, SHENS_NIGHT, ZHENGS_READING } from './known';
import { URGENT_READING } from './sensor-months';

/** Alarms of known people, before they have ids. */

/** A step of an alarm: so many minutes after it was raised. */
export type PlannedAlarmStep = { readonly minutes: number; readonly note?: string } & (
  | { readonly kind: 'seen' | 'mistaken' }
  | { readonly kind: 'call'; readonly outcome: (typeof CALL_OUTCOMES)[number] }
  | { readonly kind: 'visit'; readonly outcome: (typeof VISIT_OUTCOMES)[number] }
);

export interface PlannedAlarm {
  /** Whose, by name. */
  readonly of: string;
  readonly sensor: SensorKind;
  readonly rule: WatchRuleId;
  /** When it was raised: minutes ago, or so many minutes after 23:00 of the evening so many days ago. */
  readonly raised: number | readonly [daysAgo: number, minute: number];
  /** What was the matter, mmHg; for an alarm about blood pressure. */
  readonly reading?: { readonly systolic: number; readonly diastolic: number };
  readonly steps: readonly PlannedAlarmStep[];
}

/** One that is open since some minutes, as a morning finds it, and four that were seen to. */
export const PLANNED_ALARMS: readonly PlannedAlarm[] = [
  { of: '沈桂英', sensor: 'water-meter', rule: 'no-water', raised: 7, steps: [] },
  {
    of: '沈桂英',
    sensor: 'door',
    rule: 'night-door',
    raised: SHENS_NIGHT,
    steps: [
      { kind: 'seen', minutes: 3 },
      { kind: 'call', outcome: 'fine', minutes: 6, note: '起夜时去门口看了一下，人没事。' },
    ],
  },
  {
    of: '钱阿宝',
    sensor: 'water-meter',
    rule: 'no-water',
    raised: 24 * 1440,
    steps: [
      { kind: 'seen', minutes: 2 },
      { kind: 'call', outcome: 'no-answer', minutes: 5, note: '电话没人接。' },
      { kind: 'visit', outcome: 'fine', minutes: 22, note: '在楼下下棋，手机没带。' },
    ],
  },
  {
    of: '蒋德明',
    sensor: 'smoke',
    rule: 'smoke',
    raised: JIANGS_SMOKE,
    steps: [
      { kind: 'seen', minutes: 1 },
      { kind: 'call', outcome: 'fine', minutes: 3, note: '炒菜油烟大，已开窗。' },
    ],
  },
  {
    of: '郑国强',
    sensor: 'blood-pressure',
    rule: 'blood-pressure',
    raised: ZHENGS_READING,
    reading: URGENT_READING,
    steps: [
      { kind: 'seen', minutes: 4 },
      { kind: 'call', outcome: 'needs-visit', minutes: 9, note: '头晕，走不稳。' },
      { kind: 'visit', outcome: 'helped', minutes: 24, note: '陪同去卫生服务站，医生调了药。' },
    ],
  },
];
