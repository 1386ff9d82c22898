import { dateOfDay } from '../calendar/date';
import type { Fact } from './facts';
import { RISK_WORDS } from './messages';
import type { ReportTerms } from './content';
import type { Reason } from './score';

type Language = keyof typeof RISK_WORDS;

/** Why a dimension has these points, as a sentence without an end; `terms` are those of its report. */
export function riskReasonInWords(reason: Reason, terms: ReportTerms, language: Language): string {
  const words = RISK_WORDS[language];
  const [newest] = reason.facts;
  const sentences: Readonly<Record<string, string>> = reason.figure === null ? words.missing : words.rules;
  const values: Readonly<Record<string, string>> = {
    rule: reason.rule,
    n: String(reason.figure ?? 0),
    days: String(terms.days[reason.rule] ?? ''),
    every: String(terms.visitEveryDays),
    total: String(newest?.figures?.[0] ?? ''),
    level: words.ability[reason.figure ?? 0] ?? '',
    condition: words.conditions[reason.figure ?? 0] ?? '',
    alarm: words.alarms[reason.figure ?? 0] ?? '',
    grade: String(5 - (reason.figure ?? 0)),
    reading: highestReading(reason.facts),
    before: dayInWords(bestBefore(reason.facts), language),
    since: newest ? fill(words.metOn, { on: dayInWords(newest, language) }) : words.neverMet,
  };
  return fill(sentences[reason.rule] ?? words.other, values);
}

/** What somebody looked at and found nothing wrong with; null for a rule of which that says nothing. */
export function wellInWords(rule: string, terms: ReportTerms, language: Language): string | null {
  const sentences: Readonly<Record<string, string>> = RISK_WORDS[language].well;
  const sentence = sentences[rule];
  return sentence === undefined ? null : fill(sentence, { days: String(terms.days[rule] ?? '') });
}

/** What a rule looks at, in a few words; its id for one that this build does not know. */
export const ruleName = (rule: string, language: Language): string =>
  (RISK_WORDS[language].names as Readonly<Record<string, string>>)[rule] ?? rule;

/** What is to be done, in words; its id for one that this build does not know. */
export const actionInWords = (action: string, language: Language): string =>
  (RISK_WORDS[language].actions as Readonly<Record<string, string>>)[action] ?? action;

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
