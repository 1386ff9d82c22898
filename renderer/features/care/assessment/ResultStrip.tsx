import { useTranslation } from 'react-i18next';
import { ABILITY_GROUPS, type AbilityGroup } from '#shared/domain/ability/items';
import { abilityProgress, type AbilityAnswers, type AbilityResult } from '#shared/domain/ability/level';
import { Pill } from '#renderer/ui/index';
import { LEVEL_SHAPES } from './level-shapes';
import { useAbilityWords } from './words';

interface ResultStripProps {
  readonly answers: AbilityAnswers;
  /** Null until every item is answered. */
  readonly result: AbilityResult | null;
  readonly onGroup: (group: AbilityGroup) => void;
}

/** How far the form has come, points by group so far, and the level as soon as there is one. Pressing a group leads there. */
export function ResultStrip({ answers, result, onGroup }: ResultStripProps) {
  const { t } = useTranslation('care');
  const words = useAbilityWords();
  const whole = abilityProgress(answers);
  return (
    <div className="ability-strip">
      <div className="ability-sum" role="status">
        <b>{t('sum.points', { points: whole.points, most: whole.most })}</b>
        {result ? (
          <>
            <Pill shape={LEVEL_SHAPES[result.level]} filled>
              {t(`level.${result.level}`)}
            </Pill>
            <BecauseWords result={result} />
          </>
        ) : (
          <span>{t('sum.answered', { count: whole.answered, of: whole.of })}</span>
        )}
      </div>
      <div className="ability-groups">
        {ABILITY_GROUPS.map((group) => {
          const { answered, of, points, most } = abilityProgress(answers, group);
          return (
            <button key={group} type="button" onClick={() => onGroup(group)}>
              <span>{words.group(group)}</span>
              <b>{t('group.points', { points, most })}</b>
              <i className="ability-bar" aria-hidden="true">
                <i style={{ width: `${(answered / of) * 100}%` }} />
              </i>
              <small>{t('group.answered', { answered, of })}</small>
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** What made the level worse than the points say; nothing where nothing did. */
export function BecauseWords({ result }: { readonly result: AbilityResult }) {
  const { t } = useTranslation('care');
  if (result.because.length === 0) return null;
  return (
    <span className="ability-because">
      {t('because', {
        level: t(`level.${result.levelByPoints}`),
        reasons: result.because.map((reason) => t(`because.${reason}`)).join(t('joint')),
      })}
    </span>
  );
}
