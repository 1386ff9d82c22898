/** The words that the host sends about incidents; `{what}` is the incident's title, read when the message goes out. */
export const TEXTS = {
  sent: {
    title: { zh: '有一件事交给您', en: 'Something for you' },
    body: { zh: '{what}。请到场处置。', en: '{what}. Please see to it.' },
  },
  copied: {
    title: { zh: '抄送一件事', en: 'For your information' },
    body: { zh: '{what}。已交给别的单位处置，您不用处理。', en: '{what}. Another unit sees to it; you need not.' },
  },
  urged: {
    title: { zh: '督办', en: 'Please hurry' },
    body: { zh: '{what}。站里在催办，请尽快处置。', en: '{what}. The station asks you to see to it soon.' },
  },
  'nobody-came': {
    title: { zh: '还没有人到场', en: 'Nobody there yet' },
    body: { zh: '{what}。上报后30分钟内没有人到场。', en: '{what}. Nobody came within 30 minutes of the report.' },
  },
  late: {
    title: { zh: '处置超时', en: 'Past its limit' },
    body: { zh: '{what}。超过了处置时限，还没有处置完。', en: '{what}. The limit is over and it is not done.' },
  },
  'unit-says': {
    title: { zh: '责任单位有话说', en: 'A unit has something to say' },
    body: {
      zh: '{what}。责任单位写了说明或者申请延期，请看一看。',
      en: '{what}. The unit left a note or asks for more time; please look.',
    },
  },
  waits: {
    title: { zh: '新事件等您受理', en: 'A report waits' },
    body: { zh: '{what}。没有规则能自动分拨，请看一看。', en: '{what}. No rule sends it out by itself; please look.' },
  },
} as const satisfies Readonly<Record<string, { title: { zh: string; en: string }; body: { zh: string; en: string } }>>;

export type TextName = keyof typeof TEXTS;
