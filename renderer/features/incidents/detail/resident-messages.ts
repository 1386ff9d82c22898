import type { Messages } from '#renderer/ui/index';

/** Words about what residents see of the work. */
export const messages = {
  zh: {
    'resident.switch': '结果给居民看',
    'resident.text': '核查通过以后，拿着回执码的人都看得到。照片里不要有别人的脸、门牌和车牌。',
    'resident.words': '写给居民的话',
    'resident.words.hint': '例如：路灯已修好，换了两只灯头。不写姓名、电话和门牌。',
    'resident.photos': '给居民看的照片',
    'resident.told': '告诉居民：',
    'resident.told.back': '收回了写给居民的话',
    'resident.shown_other': '给居民看{{count}}张照片',
    'resident.shown.none': '不给居民看照片',
    'problem.told-too-long': '写给居民的话最多{{limit}}字，请写短些',
  },
  en: {
    'resident.switch': 'Show the result to the resident',
    'resident.text':
      'Whoever has the receipt sees it once the work is checked. No faces, house numbers or plates of others in the photos.',
    'resident.words': 'Words for the resident',
    'resident.words.hint': 'Such as: the lamp works again, two sockets were replaced. No names or numbers.',
    'resident.photos': 'Photos for the resident',
    'resident.told': 'Told to the resident:',
    'resident.told.back': 'Took back what the resident was told',
    'resident.shown_one': '{{count}} photo for the resident',
    'resident.shown_other': '{{count}} photos for the resident',
    'resident.shown.none': 'No photos for the resident',
    'problem.told-too-long': '{{limit}} characters at most for the resident, please',
  },
} as const satisfies Messages;
