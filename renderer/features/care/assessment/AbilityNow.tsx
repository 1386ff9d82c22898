import { Button } from 'antd';
import { ClipboardPen, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ASSESSMENT_FORM } from '#shared/domain/ability/draft';
import { ABILITY_GROUPS } from '#shared/domain/ability/items';
import { abilityProgress } from '#shared/domain/ability/level';
import { assessedUntil } from '#shared/domain/visits/coverage';
import { useStation } from '#renderer/data/index';
import { Card, dayText, ErrorNotice, goTo, Pill, timeText, useLanguage } from '#renderer/ui/index';
import { gridNumberOf, useMayWrite, useStaffNames, type PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { assessmentPlace } from '../places';
import { AssessmentPaper } from './AssessmentPaper';
import { LEVEL_SHAPES } from './level-shapes';
import { useAssessmentDraft, type ShownAssessment } from './queries';
import { BecauseWords } from './ResultStrip';
import { useAbilityWords } from './words';

interface AbilityNowProps {
  readonly person: PersonRecord;
  readonly newest: ShownAssessment;
}

/** The assessment that counts: level, points by group, by whom, and until when. */
export function AbilityNow({ person, newest }: AbilityNowProps) {
  const { t } = useTranslation('care');
  const language = useLanguage();
  const words = useAbilityWords();
  const { today, table } = useRound();
  const nameOf = useStaffNames();
  const { record, content } = newest;
  const until = assessedUntil(record.assessedOn, table.assessmentMonths);
  const about = {
    day: dayText(record.assessedOn, today, language),
    reason: t(`reason.${record.reason}`),
    name: nameOf(record.created.by) ?? t('of.someone'),
  };
  return (
    <Card
      title={t('of.title')}
      aside={
        <Pill shape={until < today ? 'due' : 'note'}>
          {t(until < today ? 'of.due.passed' : 'of.due', { day: dayText(until, today, language) })}
        </Pill>
      }
    >
      <div className="ability-now">
        {content ? (
          <>
            <p className="ability-level">
              <Pill shape={LEVEL_SHAPES[content.result.level]} filled>
                {t(`level.${content.result.level}`)}
              </Pill>
              <b>{t('sum.points', { points: content.result.total, most: abilityProgress({}).most })}</b>
              <BecauseWords result={content.result} />
            </p>
            <dl className="ability-by-group">
              {ABILITY_GROUPS.map((group) => {
                const { points, most } = abilityProgress(content.answers, group);
                return (
                  <div key={group}>
                    <dt>{words.group(group)}</dt>
                    <dd>{t('group.points', { points, most })}</dd>
                    <i className="ability-bar" aria-hidden="true">
                      <i style={{ width: `${(points / most) * 100}%` }} />
                    </i>
                  </div>
                );
              })}
            </dl>
            {content.note !== '' && <p>{content.note}</p>}
          </>
        ) : (
          <p className="quiet">
            <b>{t('closed')}</b> {t('closed.text')}
          </p>
        )}
        <p className="quiet">{t('of.on', about)}</p>
        <AssessmentActions person={person} newest={newest} />
      </div>
    </Card>
  );
}

interface AssessmentActionsProps {
  readonly person: PersonRecord;
  /** The one that counts; null where there is none. */
  readonly newest: ShownAssessment | null;
}

/** Begins an assessment, goes on with one, corrects the newest or prints it; for whoever may. */
export function AssessmentActions({ person, newest }: AssessmentActionsProps) {
  const { t } = useTranslation('care');
  const { drafts } = useStation();
  const draft = useAssessmentDraft(person.uid);
  const mayWrite = useMayWrite()('create', 'assessment', gridNumberOf(person._id));
  const [isPrinting, setIsPrinting] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const open = (corrects: string | null) => goTo(assessmentPlace(person._id, corrects));
  const discard = () => {
    setFailure(null);
    drafts.discard(ASSESSMENT_FORM.id, person.uid).catch((error: unknown) => setFailure({ error }));
  };
  const content = newest?.content ?? null;
  return (
    <>
      {mayWrite && draft && <p>{t('of.resume.text', { time: timeText(draft.savedAtMs) })}</p>}
      <div className="ability-actions">
        {mayWrite && (
          <Button type="primary" icon={<ClipboardPen size={16} aria-hidden="true" />} onClick={() => open(null)}>
            {t(draft ? 'of.resume' : newest ? 'of.again' : 'of.start')}
          </Button>
        )}
        {mayWrite && draft && <Button onClick={discard}>{t('of.discard')}</Button>}
        {mayWrite && !draft && newest && content && (
          <Button title={t('of.correct.text')} onClick={() => open(newest.record.uid)}>
            {t('of.correct')}
          </Button>
        )}
        {content && (
          <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => setIsPrinting(true)}>
            {t('of.print')}
          </Button>
        )}
      </div>
      {failure && <ErrorNotice error={failure.error} onRemedy={discard} />}
      {isPrinting && newest && content && (
        <AssessmentPaper
          person={person}
          record={newest.record}
          content={content}
          onPrinted={() => setIsPrinting(false)}
        />
      )}
    </>
  );
}
