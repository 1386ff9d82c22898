import { useTranslation } from 'react-i18next';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';
import { useUnsealed } from '#renderer/data/index';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import type { ShownAlarm } from '../queries';
import { useReachedWords } from '../words';

const HOST: readonly AlarmRecordStep['kind'][] = ['recovered', 'escalated', 'told-contacts', 'contacts-reached'];

/** Who saw an alarm and when, who did what, and what the station did by itself, in the order of time. */
export function AlarmSteps({ alarm: { record, uid } }: { readonly alarm: ShownAlarm }) {
  const { t } = useTranslation('alarms');
  const language = useLanguage();
  const today = useToday();
  const steps = [...record.steps].sort((a, b) => a.written.at - b.written.at || (a.id < b.id ? -1 : 1));
  return (
    <section aria-label={t('steps.title')}>
      <h3>{t('steps.title')}</h3>
      <ol className="alarm-steps">
        <li>
          <time>{momentText(record.raisedAtMs, today, language)}</time>
          <span>{t('step.raised')}</span>
        </li>
        {steps.map((step) => (
          <Step key={step.id} step={step} alarmUid={uid} when={momentText(step.written.at, today, language)} />
        ))}
      </ol>
      {steps.every(({ kind }) => HOST.includes(kind)) && <p className="quiet">{t('steps.none')}</p>}
    </section>
  );
}

interface StepProps {
  readonly step: AlarmRecordStep;
  readonly alarmUid: string;
  readonly when: string;
}

function Step({ step, alarmUid, when }: StepProps) {
  const { t } = useTranslation('alarms');
  const staffName = useStaffNames();
  const note = useUnsealed<string>(step.note, { uid: alarmUid, field: 'steps.note', entryId: step.id });
  const who = HOST.includes(step.kind) ? t('by.host') : (staffName(step.written.by) ?? t('by.somebody'));
  return (
    <li>
      <time>{when}</time>
      <span>
        <b>{who}</b> {useStepWords()(step)}
        {step.note !== null && <q>{note === null ? t('note.closed') : note}</q>}
      </span>
    </li>
  );
}

function useStepWords(): (step: AlarmRecordStep) => string {
  const { t } = useTranslation('alarms');
  const reachedWords = useReachedWords();
  return (step) => {
    switch (step.kind) {
      case 'call':
      case 'visit':
        return t(`step.${step.kind}.${step.outcome}`);
      case 'escalated':
        return t(`step.escalated.${step.to}`);
      case 'told-contacts':
        return step.count > 0 ? t('step.told-contacts', { count: step.count }) : t('step.told-contacts.none');
      case 'contacts-reached':
        return t('step.contacts-reached', { how: reachedWords(step) });
      case 'seen':
      case 'mistaken':
      case 'recovered':
        return t(`step.${step.kind}`);
    }
  };
}
