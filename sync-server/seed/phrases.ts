import type { WireRecord } from '#shared/schema/envelope';
import type { Phrase, PhraseQuestion } from '#shared/schema/types/phrase';
import type { Framer } from './frame';
import { derivedUid } from './random';
import { firstEntryMs, PRACTICE_STATION_ID, practiceManager, type PracticeOptions } from './station';

/** What the people of the practice station write again and again. */
const PHRASES: Readonly<Record<PhraseQuestion, readonly string[]>> = {
  outcome: ['敲门没人应，已留便条', '电话里约好，改天再来', '邻居说去子女家住几天'],
  condition: ['精神好，说话清楚', '按时吃药，没有漏服', '膝盖疼，上下楼慢', '血压偏高，已提醒去复查'],
  safety: ['已提醒关好燃气阀门', '过道堆物，答应这两天清走', '烟感没电，已报站里更换'],
  needs: ['想要防滑垫，已登记', '看病需要人陪，已转志愿者', '想订助餐，已转窗口'],
  next: ['约好下周同一时间再来', '已和子女通过电话，家里知道情况'],
  other: ['一切正常，没有新情况'],
  incident: [
    '已到现场，正在处置',
    '已清理完毕，现场恢复',
    '已联系责任单位，约定今天到场',
    '当事人不在，已留通知',
    '不归本站管，已转告主管单位',
  ],
};

/** The phrases of the practice station; nothing in them is about a resident. */
export function phraseRecords(options: PracticeOptions, framer: Framer): WireRecord[] {
  return (Object.entries(PHRASES) as [PhraseQuestion, readonly string[]][]).flatMap(([question, texts]) =>
    texts.map((text, index): Phrase & WireRecord => ({
      ...framer({
        type: 'phrase',
        scope: PRACTICE_STATION_ID,
        uid: derivedUid(options.randomSeed, `phrase/${question}/${index}`),
        atMs: firstEntryMs(options),
        by: practiceManager.uid,
      }),
      type: 'phrase',
      text,
      question,
      order: (index + 1) * 10,
      active: true,
    })),
  );
}
