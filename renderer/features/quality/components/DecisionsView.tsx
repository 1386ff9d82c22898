import { useTranslation } from 'react-i18next';
import { useUnsealed } from '#renderer/data/index';
import { Empty, Loading, momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import type { FindingDecision } from '#shared/schema/types/quality';
import { gridNumberOf, useMayWrite, useStaffNames, useToday } from '../../people/index';
import type { FindingRecord } from '../commands';
import { useDecisions, useSubjects, type Subjects } from '../queries';
import { useRuleText, useSubjectText } from '../words';
import { MendingNotice } from './Mending';
import { useMending, type MendingState } from './use-mending';

const SHAPES: Readonly<Record<FindingDecision, Shape>> = { fixed: 'done', accepted: 'paused', undone: 'idle' };
/** More are of no use to anybody who looks for what was just done. */
const SHOWN = 200;

/** What people decided about findings, the newest first, with the way back. */
export function DecisionsView() {
  const { t } = useTranslation(['quality', 'ui']);
  const decisions = useDecisions();
  const mending = useMending();
  const shown = decisions?.slice(0, SHOWN);
  const subjects = useSubjects(shown ?? []);
  if (!shown || !subjects) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  if (shown.length === 0) return <Empty title={t('decision.empty')} text={t('decision.empty.text')} />;
  return (
    <section className="card quality-card">
      <div className="quality-scroll" role="region" aria-label={t('decision.label')} tabIndex={0}>
        <table className="quality-table">
          <caption className="visually-hidden">{t('decision.label')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('decision.who')}</th>
              <th scope="col">{t('decision.what')}</th>
              <th scope="col">{t('decision.done')}</th>
              <th scope="col">{t('decision.by')}</th>
              <th scope="col">{t('decision.when')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((decision) => (
              <DecisionRow key={decision._id} decision={decision} subjects={subjects} mending={mending} />
            ))}
          </tbody>
        </table>
        {(decisions?.length ?? 0) > SHOWN && <p className="quality-more">{t('decision.shown', { count: SHOWN })}</p>}
      </div>
      <MendingNotice mending={mending} />
    </section>
  );
}

interface DecisionRowProps {
  readonly decision: FindingRecord;
  readonly subjects: Subjects;
  readonly mending: MendingState;
}

function DecisionRow({ decision, subjects, mending }: DecisionRowProps) {
  const { t } = useTranslation('quality');
  const { title } = useRuleText();
  const { who } = useSubjectText();
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const mayWrite = useMayWrite();
  const { _id, uid, ruleId, subjectUid, note, atMs, changed } = decision;
  const subject = subjects.get(subjectUid);
  const whoText = subject ? who(subject) : t('decision.not-here');
  const reason = useUnsealed<string>(note, { uid, field: 'note' });
  const isOpen = decision.decision !== 'undone' && mayWrite('edit', 'finding', gridNumberOf(_id));
  return (
    <tr>
      <th scope="row">{whoText}</th>
      <td>{title(ruleId)}</td>
      <td>
        <Pill shape={SHAPES[decision.decision]}>{t(`decision.${decision.decision}`)}</Pill>
        {decision.decision === 'accepted' && typeof reason === 'string' && <p className="quiet">{reason}</p>}
      </td>
      <td>{nameOf(changed.by) ?? ''}</td>
      <td>{momentText(atMs, today, language)}</td>
      <td className="is-end">
        {isOpen && (
          <button
            type="button"
            className="link-button"
            disabled={mending.isBusy}
            aria-label={t('decision.undo.label', { rule: title(ruleId), who: whoText })}
            onClick={() => mending.undo([_id])}
          >
            {t('decision.undo')}
          </button>
        )}
      </td>
    </tr>
  );
}
