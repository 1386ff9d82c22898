import type { Messages } from '#renderer/ui/index';

/** How other pages call this part. */
export const messages = {
  zh: {
    nav: '数据质量',
  },
  en: {
    nav: 'Data quality',
  },
} as const satisfies Messages;
