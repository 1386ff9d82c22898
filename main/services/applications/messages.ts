/** The words that the host sends about applications and ratings; `{what}` is the item with its receipt, which says nothing of who applied. */
export const TEXTS = {
  waits: {
    title: { zh: '新申办等您看材料', en: 'An application waits' },
    body: { zh: '{what}。居民自己提交的，请核对材料。', en: '{what}. Handed in by a resident; please look at it.' },
  },
  soon: {
    title: { zh: '申办快到承诺时限', en: 'Promised time runs out' },
    body: { zh: '{what}。承诺时限快到了，请抓紧办理。', en: '{what}. The promised time is nearly over.' },
  },
  late: {
    title: { zh: '申办超过时限', en: 'Application past its limit' },
    body: { zh: '{what}。已经超过时限，还没有办结。', en: '{what}. Its limit is over and it is not decided.' },
  },
  urged: {
    title: { zh: '督办', en: 'Please hurry' },
    body: { zh: '{what}。站里在催办，请尽快办理。', en: '{what}. The station asks you to see to it soon.' },
  },
  follow: {
    title: { zh: '容缺材料到期未补', en: 'Promised material has not come' },
    body: {
      zh: '{what}。答应补交的材料到期了还没有来，请联系申请人。',
      en: '{what}. A promised material is overdue; please call the applicant.',
    },
  },
  poor: {
    title: { zh: '收到差评，请整改回访', en: 'A poor rating' },
    body: {
      zh: '{what}。请安排人回访，弄清原因并整改。',
      en: '{what}. Please have somebody call back and put it right.',
    },
  },
  'rectify-late': {
    title: { zh: '差评整改超期', en: 'A poor rating is overdue' },
    body: { zh: '{what}。整改期限已过，还没有整改完。', en: '{what}. The time to put it right is over.' },
  },
} as const satisfies Readonly<Record<string, { title: { zh: string; en: string }; body: { zh: string; en: string } }>>;

export type TextName = keyof typeof TEXTS;

/** What a message calls a service that no item names. */
export const AT_COUNTER = '窗口服务';
