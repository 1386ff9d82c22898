import { useTranslation } from 'react-i18next';
import type { AsideReason } from '#shared/domain/incidents/standing';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { useAssigneeText, useTitles, useUnits } from '../names';
import type { ShownIncident } from '../view';
import { useReasonText } from './reason-text';

interface StepWords {
  /** To whom, what as, until when; '' where the name of the step says it all. */
  readonly detail: (step: IncidentStep) => string;
  /** Why that rule of dispatch was followed; '' for other steps. */
  readonly because: (step: IncidentStep) => string;
  /** Why a step changed nothing. */
  readonly aside: (reason: AsideReason) => string;
}

/** What a step of that incident says, in words. */
export function useStepWords(incident: ShownIncident): StepWords {
  const { record } = incident;
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const today = useToday();
  const assigneeText = useAssigneeText();
  const { nameOfUnit } = useUnits();
  const { categoryName, titleOfIncident } = useTitles();
  const reasonText = useReasonText();
  const nameOf = useStaffNames();
  return {
    detail(step) {
      switch (step.kind) {
        case 'accept':
          return step.categoryUid === null ? '' : categoryName(step.categoryUid);
        case 'categorise':
          return categoryName(step.categoryUid);
        case 'reject':
          return t(`reject.${step.reason}`);
        case 'duplicate':
          return titleOfIncident(step.ofUid);
        case 'dispatch': {
          const copies = step.copyUnitUids.map(nameOfUnit).join(t('list.and'));
          const to = assigneeText(step.to);
          return copies === '' ? to : t('step.dispatch.copy', { to, copies });
        }
        case 'transfer':
          return assigneeText(step.to);
        case 'postpone':
          return t('step.postpone.until', { moment: momentText(step.untilMs, today, language) });
        case 'escalate':
          return t(`step.escalate.${step.clock}`, { level: step.level });
        default:
          return '';
      }
    },
    because: (step) => (step.kind === 'dispatch' && step.because ? reasonText(step.because, step.to, incident) : ''),
    aside(reason) {
      if (reason.kind !== 'state') return t(`aside.${reason.kind}`);
      const state = t(`state.${reason.state}`);
      const by = record.steps.find(({ id }) => id === reason.by);
      const who = by ? (nameOf(by.written.by) ?? t('host')) : '';
      return who === '' || reason.knew ? t('aside.state', { state }) : t('aside.state.unaware', { state, who });
    },
  };
}
