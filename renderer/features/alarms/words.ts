import { useTranslation } from 'react-i18next';
import type { Shape } from '#renderer/ui/index';
import { momentText, timeText, useLanguage, useWords } from '#renderer/ui/index';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';
import { useUnsealed } from '#renderer/data/index';
import { useAddress, useAgeText, useStaffNames, useToday } from '../people/index';
import { alarmParts } from './alarm-parts';
import { usePersonOf, type AlarmRecord, type ShownAlarm } from './queries';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Says a length of time that a rule goes by: 2小时. */
export function useSpanWords(): (ms: number) => string {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  return (ms) => {
    if (ms < MINUTE_MS) return t('span.seconds', { count: Math.round(ms / SECOND_MS) });
    const hours = Math.floor(ms / HOUR_MS);
    const minutes = Math.round((ms % HOUR_MS) / MINUTE_MS);
    if (hours === 0) return t('span.minutes', { count: minutes });
    return minutes === 0 ? t('span.hours', { count: hours }) : t('span.hours-minutes', { hours, minutes });
  };
}

/** What a rule is called; one of a later product by its id. */
export function useRuleWords(): (rule: string) => string {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  return (rule) => (KNOWN.has(rule) ? t(`rule.${rule}`) : rule);
}

const KNOWN = new Set(['no-water', 'night-door', 'smoke', 'leak', 'help', 'blood-pressure', 'silent']);

export interface AlarmWords {
  /** What it is and whom it is about. */
  readonly head: string;
  /** What the data says. */
  readonly says: string;
  /** The same, with what was ruled out, and that it is over by now. */
  readonly text: string;
  readonly address: string | null;
}

/** An alarm in words; undefined while whom it is about is being looked up. */
export function useAlarmWords({ record, standing }: ShownAlarm): AlarmWords | undefined {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const language = useLanguage();
  const today = useToday();
  const ageText = useAgeText(today);
  const ruleWords = useRuleWords();
  const spanWords = useSpanWords();
  const person = usePersonOf(record);
  const address = useAddress(record.dwellingUid);
  const reading = useReading(record);
  if (person === undefined) return undefined;
  const { rule, sinceMs, figures } = record;
  const time = momentText(sinceMs, today, language);
  const values = { time, span: spanWords(figures['afterMs'] ?? 0), ...reading };
  const isClosedReading = rule === 'blood-pressure' && !reading;
  const isOver = standing.isRecovered && MENDING.has(rule);
  const name = person?.name ?? t('somebody');
  const says = KNOWN.has(rule) ? t(`says.${rule}${isClosedReading ? '.closed' : ''}`, values) : '';
  return {
    head: person
      ? t('head.person', { rule: ruleWords(rule), name, age: ageText(person.birthDate) })
      : t('head.place', { rule: ruleWords(rule), place: address ?? t('somewhere') }),
    says,
    text: [says, RULED_OUT.has(rule) ? t(`out.${rule}`) : '', isOver ? t(`now.${rule}`) : '']
      .filter(Boolean)
      .join(language === 'zh' ? '' : ' '),
    address: address ?? null,
  };
}

const RULED_OUT = new Set(['no-water', 'night-door', 'smoke', 'silent']);
const MENDING = new Set(['no-water', 'silent', 'smoke', 'leak']);

/** What was measured, for whoever may read it. */
function useReading({ reading, uid }: AlarmRecord): { readonly systolic: number; readonly diastolic: number } | null {
  return (
    useUnsealed<{ readonly systolic: number; readonly diastolic: number }>(reading, { uid, field: 'reading' }) ?? null
  );
}

/** Where an alarm stands, as a word with its shape. */
export function useStateWords(): (alarm: ShownAlarm) => { readonly shape: Shape; readonly words: string } {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  return ({ standing, isAboutPeople }) => {
    const { state, outcome } = standing;
    if (state === 'closed') {
      const shape = outcome === 'fine' || outcome === 'helped' ? 'done' : 'paused';
      return { shape, words: t(`state.closed.${outcome ?? 'fine'}`) };
    }
    if (!isAboutPeople) return { shape: 'due', words: t('state.device') };
    return { shape: 'alert', words: t(`state.${state}`) };
  };
}

/** What the family knows, as far as that is about somebody; null where there is nobody to tell. */
export function useFamilyWords(): (record: AlarmRecord) => { readonly isTold: boolean; readonly words: string } | null {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const reachedWords = useReachedWords();
  return ({ personUid, steps, rule }) => {
    if (personUid === null || rule === 'silent') return null;
    const told = steps.find((step) => step.kind === 'told-contacts');
    if (!told) return { isTold: true, words: t('family.telling') };
    if (told.count === 0) return { isTold: false, words: t('family.none') };
    const reached = steps.find((step) => step.kind === 'contacts-reached');
    const count = reached ? reached.delivered + reached.sent : told.count;
    if (count === 0) return { isTold: false, words: t('family.failed') };
    const how = reached ? reachedWords(reached) : t('family.sending');
    return { isTold: true, words: t('family.how', { told: t('family.told', { count }), how }) };
  };
}

type Reached = Extract<AlarmRecordStep, { readonly kind: 'contacts-reached' }>;

/** What came of the texts to the family. */
export function useReachedWords(): (step: Reached) => string {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const language = useLanguage();
  return ({ delivered, sent, failed }) => {
    if (failed === 0 && sent === 0) return t('family.delivered');
    if (failed === 0 && delivered === 0) return t('family.sent');
    const parts = [
      delivered > 0 ? t('family.delivered.some', { count: delivered }) : '',
      sent > 0 ? t('family.sent.some', { count: sent }) : '',
      failed > 0 ? t('family.failed.some', { count: failed }) : '',
    ];
    return parts.filter(Boolean).join(language === 'zh' ? '，' : ', ');
  };
}

/** Who has taken an open alarm in hand and what came of it so far, or who saw it; whether anybody has. */
export function useTakenWords(): (alarm: ShownAlarm) => { readonly isTaken: boolean; readonly words: string } {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const staffName = useStaffNames();
  const nameOf = (uid: string) => staffName(uid) ?? t('by.somebody');
  return ({ record, standing }) => {
    const act = record.steps
      .filter((step) => step.kind === 'call' || step.kind === 'visit')
      .sort((a, b) => a.written.at - b.written.at)
      .at(-1);
    if (act) {
      const what = t(`step.${act.kind}.${act.outcome}`);
      const { by, at } = act.written;
      return { isTaken: true, words: t('taken.act', { name: nameOf(by), time: timeText(at), what }) };
    }
    const [first] = standing.seen;
    if (!first) return { isTaken: false, words: t('taken.nobody') };
    const seen = { name: nameOf(first.by), time: timeText(first.atMs), count: standing.seen.length };
    return { isTaken: true, words: t(seen.count > 1 ? 'taken.seen.more' : 'taken.seen', seen) };
  };
}
