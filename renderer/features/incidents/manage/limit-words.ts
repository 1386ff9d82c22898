import type { LimitUnit } from '#shared/schema/types/incident-category';

/** How tables of categories write units of time. */
export const LIMIT_WORDS: Readonly<Record<string, LimitUnit>> = {
  工作小时: 'working-hours',
  小时: 'hours',
  工作日: 'working-days',
  天: 'days',
  日: 'days',
};
