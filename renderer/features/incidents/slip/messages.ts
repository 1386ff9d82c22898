import type { Messages } from '#renderer/ui/index';

/** Words of the receipt on paper. */
export const messages = {
  zh: {
    'slip.title': '事件回执',
    'slip.open': '打印回执',
    'slip.code': '回执编号',
    'slip.reported': '上报时间',
    'slip.moment': '{{year}}年{{month}}月{{day}}日 {{time}}',
    'slip.category': '类别',
    'slip.how': '用手机扫码，或者打开下面的网址输入编号，看事情办到哪一步。办结以后请您评价。',
    'slip.how.ask': '到站里报这个编号，就能问到办到哪一步。',
    'slip.qr': '扫码看回执{{code}}的办理进度',
    'slip.asking': '正在取网址',
    'slip.away': '现在连不上站里，二维码印不出来。连上以后再打印，或者先把编号抄给居民。',
    'slip.closed': '本站没有开居民网页，回执上只有编号。',
    'slip.paper': '纸张',
    'slip.paper.narrow': '80毫米小票',
    'slip.paper.a5': 'A5纸',
    'slip.print': '打印',
  },
  en: {
    'slip.title': 'Incident receipt',
    'slip.open': 'Print receipt',
    'slip.code': 'Receipt code',
    'slip.reported': 'Reported',
    'slip.moment': '{{year}}-{{month}}-{{day}} {{time}}',
    'slip.category': 'Kind',
    'slip.how':
      'Scan the code with a phone, or open the address below and type it in, to see how far it is. Please rate it once it is closed.',
    'slip.how.ask': 'Tell the station this code to ask how far it is.',
    'slip.qr': 'Leads to the progress of receipt {{code}}',
    'slip.asking': 'Getting the address',
    'slip.away':
      'The station cannot be reached, so there is no code to scan. Print it later, or write the letters down.',
    'slip.closed': 'This station has no pages for residents: the receipt has the code alone.',
    'slip.paper': 'Paper',
    'slip.paper.narrow': '80 mm roll',
    'slip.paper.a5': 'A5 sheet',
    'slip.print': 'Print',
  },
} as const satisfies Messages;
