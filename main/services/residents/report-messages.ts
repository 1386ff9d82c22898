import type { Suspicion } from '#shared/domain/incidents/suspect';

/** Why the host holds a report back, for whoever looks at it at the desk. */
const HELD_WORDS: Readonly<
  Record<'zh' | 'en', Readonly<Record<Suspicion | 'phone' | 'kiosk' | 'join' | 'end', string>>>
> = {
  zh: {
    phone: '这件是居民手机上报的，先请人看一看，没有自动派单：',
    kiosk: '这件是在自助终端上报的，先请人看一看，没有自动派单：',
    baited: '填了人看不见的栏目',
    hasty: '打开页面几秒钟就提交了',
    'foreign-form': '不是从本站的页面填的',
    link: '内容里有网址',
    'no-words': '内容不像一句话',
    repeated: '一天里来过一样的内容',
    join: '；',
    end: '。',
  },
  en: {
    phone: 'From a resident’s phone; somebody should look at it first, so nothing was sent out: ',
    kiosk: 'From a kiosk; somebody should look at it first, so nothing was sent out: ',
    baited: 'a field was filled in that people do not see',
    hasty: 'it was sent seconds after the page was opened',
    'foreign-form': 'it was not written on the station’s page',
    link: 'there is a web address in it',
    'no-words': 'it does not look like a sentence',
    repeated: 'the same words came within a day',
    join: '; ',
    end: '.',
  },
};

/** The note that a held report begins with, in both languages: nobody knows who will read it. */
export const heldNote = (from: 'phone' | 'kiosk', suspicions: readonly Suspicion[]): string =>
  (['zh', 'en'] as const)
    .map((language) => {
      const words = HELD_WORDS[language];
      return words[from] + suspicions.map((each) => words[each]).join(words.join) + words.end;
    })
    .join('\n');

/** What a title says for a report without a category. */
export const UNSORTED = '居民上报';
