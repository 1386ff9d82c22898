import { dateOfDay } from '../calendar/date';
import type { Fact } from './facts';
import { RISK_WORDS } from './messages';
import type { Reason } from './score';
import type { Rule } from './table';

type Language = keyof typeof RISK_WORDS;

/** Why a dimension has these points, as a sentence without an end. `visitEveryDays` is the person's own interval. */
export function riskReasonInWords(reason: Reason, rule: Rule, visitEveryDays: number, language: Language): string {
  const words = RISK_WORDS[language];
  const [newest] = reason.facts;
  const sentences: Readonly<Record<string, string>> = reason.figure === null ? words.missing : words.rules;
  const values: Readonly<Record<string, string>> = {
    rule: rule.id,
    n: String(reason.figure ?? 0),
    days: 'days' in rule.measure ? String(rule.measure.days) : '',
    every: String(visitEveryDays),
    total: String(newest?.figures?.[0] ?? ''),
    level: words.ability[reason.figure ?? 0] ?? '',
    condition: words.conditions[reason.figure ?? 0] ?? '',
    alarm: words.alarms[reason.figure ?? 0] ?? '',
    grade: String(5 - (reason.figure ?? 0)),
    reading: highestReading(reason.facts),
    before: dayInWords(bestBefore(reason.facts), language),
    since: newest ? fill(words.metOn, { on: dayInWords(newest, language) }) : words.neverMet,
  };
  return fill(sentences[rule.id] ?? words.other, values);
}

/** The reading to be named: the highest first figure. */
function highestReading(facts: readonly Fact[]): string {
  const [highest] = facts.flatMap(({ figures }) => (figures ? [figures] : [])).sort(([a = 0], [b = 0]) => b - a);
  return highest?.join('/') ?? '';
}

/** Of assessments the one with the most points. */
const bestBefore = (facts: readonly Fact[]): Fact | undefined =>
  [...facts].sort((a, b) => (b.figures?.[0] ?? 0) - (a.figures?.[0] ?? 0))[0];

function dayInWords(fact: Fact | undefined, language: Language): string {
  if (!fact) return '';
  const [year = '', month = '', day = ''] = dateOfDay(fact.day).split('-');
  const isChinese = language === 'zh';
  return fill(RISK_WORDS[language].date, {
    year,
    month: isChinese ? String(Number(month)) : month,
    day: isChinese ? String(Number(day)) : day,
  });
}

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{([a-z]+)\}/g, (place, name: string) => values[name] ?? place);
