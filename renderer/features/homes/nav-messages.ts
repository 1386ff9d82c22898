import type { Messages } from '#renderer/ui/index';

/** How other pages call this part. */
export const messages = {
  zh: {
    nav: '房屋',
  },
  en: {
    nav: 'Homes',
  },
} as const satisfies Messages;
