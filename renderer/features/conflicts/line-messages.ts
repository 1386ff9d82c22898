import type { Messages } from '#renderer/ui/index';

/** The words of the line in somebody’s file. */
export const lineMessages = {
  zh: {
    line_other: '有 {{count}} 项两边都改了',
    'line.go': '去决定',
  },
  en: {
    line_one: '{{count}} thing was changed on both sides',
    line_other: '{{count}} things were changed on both sides',
    'line.go': 'Decide',
  },
} as const satisfies Messages;
