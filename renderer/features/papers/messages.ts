import type { Messages } from '#renderer/ui/index';

/** Words of what is printed for a resident. */
export const messages = {
  zh: {
    size: '纸张',
    'size.roll58': '58毫米小票',
    'size.roll80': '80毫米小票',
    'size.a5': 'A5纸',
    print: '打印',
  },
  en: {
    size: 'Paper',
    'size.roll58': '58 mm roll',
    'size.roll80': '80 mm roll',
    'size.a5': 'A5 sheet',
    print: 'Print',
  },
} as const satisfies Messages;
