import type { Messages } from '#renderer/ui/index';

/** What is laid over the grids: incidents, how far visits have come. */
export const messages = {
  zh: {
    'layers.incidents': '事件',
    'layers.coverage': '走访热力',
    'layers.kept-not': '图层的选择没有存上，关掉页面后不会记住。',
    'incident.alert': '紧急或超时',
    'incident.due': '临期',
    'incident.progress': '处理中',
    'incident.idle': '待办',
    'incident.label': '{{title}}，{{state}}',
    'coverage.high': '已走访八成以上',
    'coverage.middle': '已走访五到八成',
    'coverage.low': '已走访不到五成',
    'coverage.text': '按楼栋：重点人群里，在规定间隔内见到的人占多少。',
    'coverage.label': '{{building}}，重点人群{{count, number}}人，按期走访{{visited, number}}人',
    'coverage.none': '没有登记在楼栋里的重点人群。',
  },
  en: {
    'layers.incidents': 'Incidents',
    'layers.coverage': 'Visits made',
    'layers.kept-not': 'The choice of layers could not be kept and ends with this page.',
    'incident.alert': 'Urgent or late',
    'incident.due': 'Due soon',
    'incident.progress': 'Being handled',
    'incident.idle': 'To be taken up',
    'incident.label': '{{title}}, {{state}}',
    'coverage.high': 'Four in five visited, or more',
    'coverage.middle': 'Half to four in five visited',
    'coverage.low': 'Less than half visited',
    'coverage.text': 'By building: the share of key people who were met within the interval.',
    'coverage.label': '{{building}}, key people {{count, number}}, visited in time {{visited, number}}',
    'coverage.none': 'No key people are known to live in these buildings.',
  },
} as const satisfies Messages;
