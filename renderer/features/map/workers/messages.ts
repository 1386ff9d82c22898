import type { Messages } from '#renderer/ui/index';

/** Where colleagues were last, and who lets it be seen. */
export const messages = {
  zh: {
    'layers.workers': '网格员位置',
    'legend.worker': '网格员最后的位置',
    'worker.label': '{{name}}，{{time}}，精度{{meters, number}}米',
    'worker.at': '{{time}}，精度{{meters, number}}米',
    'workers.title': '网格员位置',
    'workers.text': '只有自己同意的网格员才在这里，只留最近一次，最多留{{days, number}}天。站长和值班长看得到。',
    'workers.none': '还没有人同意让位置被看到，或最近没有人打开过本系统。',
    'workers.away': '主机暂时联系不上，下面是上次听到的。',
    'share.label': '让站长和值班长看到我的位置',
    'share.text':
      '打开着本系统、连着主机时，最多每{{minutes, number}}分钟记一次，只留最近一次，最多留{{days, number}}天。随时可以关，一关就删。',
    'share.last': '最近一次：{{time}}',
    'share.away': '连不上主机，现在改不了。',
    'share.denied': '这台设备不允许网页知道位置，请在浏览器设置里打开。',
  },
  en: {
    'layers.workers': 'Grid workers',
    'legend.worker': 'Where a grid worker was last',
    'worker.label': '{{name}}, {{time}}, to {{meters, number}} m',
    'worker.at': '{{time}}, to {{meters, number}} m',
    'workers.title': 'Grid workers',
    'workers.text':
      'Only grid workers who agree are here, with their last position alone, for {{days, number}} days at most. The manager and duty leads see it.',
    'workers.none': 'Nobody has agreed to be seen yet, or nobody has used the system lately.',
    'workers.away': 'The host cannot be reached. This is what it last said.',
    'share.label': 'Let the manager and duty leads see where I am',
    'share.text':
      'While the system is open and reaches the host, at most every {{minutes, number}} minutes. Only the last one is kept, for {{days, number}} days at most. Switch it off whenever you like: it is deleted at once.',
    'share.last': 'Last one: {{time}}',
    'share.away': 'The host cannot be reached: this cannot be changed now.',
    'share.denied': 'This device does not tell web pages where it is. Allow it in the settings of the browser.',
  },
} as const satisfies Messages;
