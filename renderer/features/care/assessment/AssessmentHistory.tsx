import { useTranslation } from 'react-i18next';
import type { AssessmentContent } from '#shared/domain/ability/content';
import { abilityChanges } from '#shared/domain/ability/level';
import { Card, dayText, Pill, useLanguage } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useRound } from '../../visits/index';
import { LEVEL_SHAPES } from './level-shapes';
import type { ShownAssessment } from './queries';
import { useAbilityWords } from './words';

/** All assessments, the newest first, each with what had changed since the one before it that counts. */
export function AssessmentHistory({ shown }: { readonly shown: readonly ShownAssessment[] }) {
  const { t } = useTranslation('care');
  return (
    <Card title={t('history.title')}>
      <ol className="ability-history">
        {shown.map((each, index) => (
          <Entry
            key={each.record._id}
            shown={each}
            before={shown.slice(index + 1).find(({ isReplaced }) => !isReplaced) ?? null}
          />
        ))}
      </ol>
    </Card>
  );
}

interface EntryProps {
  readonly shown: ShownAssessment;
  readonly before: ShownAssessment | null;
}

function Entry({ shown: { record, content, isReplaced }, before }: EntryProps) {
  const { t } = useTranslation('care');
  const language = useLanguage();
  const { today } = useRound();
  const nameOf = useStaffNames();
  const about = {
    day: dayText(record.assessedOn, today, language),
    reason: t(`reason.${record.reason}`),
    name: nameOf(record.created.by) ?? t('of.someone'),
  };
  return (
    <li>
      <div className="ability-entry">
        <b>{t('of.on', about)}</b>
        {content ? (
          <>
            <Pill shape={isReplaced ? 'idle' : LEVEL_SHAPES[content.result.level]}>
              {t(`level.${content.result.level}`)}
            </Pill>
            <span>{t('points', { count: content.result.total })}</span>
          </>
        ) : (
          <span className="quiet">{t('closed')}</span>
        )}
        {isReplaced && <span className="quiet">{t('history.replaced')}</span>}
      </div>
      {content && !isReplaced && <Changes before={before} after={content} />}
    </li>
  );
}

function Changes({ before, after }: { readonly before: ShownAssessment | null; readonly after: AssessmentContent }) {
  const { t } = useTranslation('care');
  const words = useAbilityWords();
  if (!before) return <p className="quiet">{t('history.first')}</p>;
  if (!before.content) return null;
  const was = before.content;
  const changes = abilityChanges(was.answers, after.answers);
  const total = t('history.total', {
    from: was.result.total,
    to: after.result.total,
    was: t(`level.${was.result.level}`),
    is: t(`level.${after.result.level}`),
  });
  if (changes.length === 0) return <p className="quiet">{t('history.same')}</p>;
  return (
    <details className="ability-changes">
      <summary>
        {t('history.changes')} {total}
      </summary>
      <ul>
        {changes.map(({ id, from, to, points }) => (
          <li key={id}>
            <b>{words.item(id)}</b>
            <span>{t('history.change', { from: words.option(id, from), to: words.option(id, to) })}</span>
            <Pill shape={points < 0 ? 'due' : points > 0 ? 'done' : 'idle'}>
              {points === 0
                ? t('history.equal')
                : t(points < 0 ? 'history.worse' : 'history.better', { count: Math.abs(points) })}
            </Pill>
          </li>
        ))}
      </ul>
    </details>
  );
}
