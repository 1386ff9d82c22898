import type { Messages } from '#renderer/ui/words';

export const messages = {
  zh: {
    part: '通知公告',
    title: '现在的通知',
    none: '现在没有通知',
    important: '重要',
    from: '{{from}}起',
    until: '{{from}}到{{until}}',
  },
  en: {
    part: 'Notices',
    title: 'Notices now',
    none: 'No notices now',
    important: 'Important',
    from: 'From {{from}}',
    until: '{{from}} to {{until}}',
  },
} satisfies Messages;
