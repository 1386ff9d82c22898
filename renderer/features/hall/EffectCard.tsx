import { useTranslation } from 'react-i18next';
import type { Hall } from '#shared/domain/queue/hall';
import { Card, Pill } from '#renderer/ui/index';
import { hallEffect } from './entry';

interface EffectCardProps {
  readonly before: Hall;
  /** Null while something is wrong. */
  readonly after: Hall | null;
}

/** What saving would change, in sentences; nothing of it holds before. */
export function EffectCard({ before, after }: EffectCardProps) {
  const { t } = useTranslation('hall');
  const effect = after && hallEffect(before, after);
  const list = (some: readonly string[]) => some.join(t('joint'));
  return (
    <Card title={t('effect.title')}>
      {!effect ? (
        <p className="hall-note">{t('effect.wrong')}</p>
      ) : !effect.hasChanged ? (
        <p className="hall-note">{t('effect.none')}</p>
      ) : (
        <div role="status">
          <ul className="hall-effect">
            {effect.goneLines.map((letter) => (
              <li key={letter}>
                <Pill shape="due">{t('effect.line.gone', { letter })}</Pill>
              </li>
            ))}
            {effect.goneWindows.map((id) => (
              <li key={id}>
                <Pill shape="due">{t('effect.window.gone', { id })}</Pill>
              </li>
            ))}
            {effect.lines
              .filter(({ isNew, added, lost }) => isNew || added.length > 0 || lost.length > 0)
              .map(({ letter, windows, added, lost, isNew }) => (
                <li key={letter}>
                  {isNew
                    ? t('effect.line.new', { letter, windows: list(windows) })
                    : t('effect.line', { letter, windows: list(windows) })}{' '}
                  {!isNew && added.length > 0 && t('effect.added', { windows: list(added) })}{' '}
                  {lost.length > 0 && t('effect.lost', { windows: list(lost) })}{' '}
                  {windows.length === 1 && <Pill shape="due">{t('effect.alone', { id: windows[0] ?? '' })}</Pill>}
                </li>
              ))}
            {effect.rules.map(({ rule, before: was, after: is }) => (
              <li key={rule}>
                {t('effect.rule', { rule: t(`rule.${rule}`), before: was, after: is })}{' '}
                {t(`rule.${rule}.text`, { minutes: is })}
              </li>
            ))}
            {effect.hours && <li>{t('effect.hours', effect.hours)}</li>}
            <li className="hall-note">{t('effect.when')}</li>
          </ul>
        </div>
      )}
    </Card>
  );
}
