import type { Messages } from '#renderer/ui/index';

export const messages = {
  zh: {
    label: '常用语',
    more_other: '全部 {{count}} 句常用语',
    less_other: '收起常用语',
    'question.outcome': '见没见到',
    'question.condition': '身体状况',
    'question.safety': '居家安全',
    'question.needs': '需要帮助',
    'question.next': '下次走访',
    'question.other': '其他',
    'question.incident': '事件处置',
  },
  en: {
    label: 'Phrases',
    more_one: 'The one phrase',
    more_other: 'All {{count}} phrases',
    less_one: 'Fewer phrases',
    less_other: 'Fewer phrases',
    'question.outcome': 'Met or not',
    'question.condition': 'Condition',
    'question.safety': 'Safety at home',
    'question.needs': 'Needs',
    'question.next': 'Next visit',
    'question.other': 'Other',
    'question.incident': 'Incidents',
  },
} as const satisfies Messages;
