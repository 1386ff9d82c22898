import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { CARE_EVENTS, type AssessmentContent } from '#shared/domain/ability/content';
import { ABILITY_GROUP_NAMES, ABILITY_GROUPS, ABILITY_ITEMS } from '#shared/domain/ability/items';
import { abilityProgress } from '#shared/domain/ability/level';
import { useSession } from '#renderer/data/index';
import { useStaffNames, type PersonRecord } from '../../people/index';
import type { AssessmentRecord } from './queries';

interface AssessmentPaperProps {
  readonly person: PersonRecord;
  readonly record: AssessmentRecord;
  readonly content: AssessmentContent;
  /** The print dialog has been left. */
  readonly onPrinted: () => void;
}

/** The assessment as it goes into a folder: in Chinese, with the station's head and lines to sign. Prints as soon as it is there. */
export function AssessmentPaper({ person, record, content, onPrinted }: AssessmentPaperProps) {
  const { i18n } = useTranslation('care');
  const t = i18n.getFixedT('zh', 'care');
  const { station } = useSession();
  const nameOf = useStaffNames();
  useEffect(() => {
    addEventListener('afterprint', onPrinted);
    print();
    return () => removeEventListener('afterprint', onPrinted);
    // Printed once, whatever its parent draws meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const { result, circumstances } = content;
  const events = CARE_EVENTS.flatMap((event) => {
    const count = circumstances.events[event] ?? 0;
    return count === 0 ? [] : [`${t(`event.${event}`)}${t('event.count', { count })}`];
  });
  const facts: readonly (readonly [string, string])[] = [
    [t('paper.name'), person.name ?? ''],
    [t('paper.sex'), person.sex ? t(`paper.sex.${person.sex}`) : ''],
    [t('paper.birth'), person.birthDate],
    [t('paper.day'), record.assessedOn],
    [t('paper.reason'), t(`reason.${record.reason}`)],
    [t('paper.disorder'), t(`disorder.${circumstances.disorder}`)],
    [t('paper.events'), events.length === 0 ? t('paper.events.none') : events.join(t('joint'))],
  ];
  return createPortal(
    <div className="ability-paper" aria-hidden="true" lang="zh-CN">
      <p className="ability-paper-station">{station.name}</p>
      <h1>{t('paper.title')}</h1>
      <p>{t('paper.standard')}</p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table>
        <thead>
          <tr>
            <th>{t('paper.item')}</th>
            <th>{t('paper.answer')}</th>
            <th>{t('paper.score')}</th>
          </tr>
        </thead>
        {ABILITY_GROUPS.map((group) => (
          <tbody key={group}>
            {ABILITY_ITEMS.filter((item) => item.group === group).map(({ id, name, options }) => {
              const option = options[content.answers[id] ?? -1];
              return (
                <tr key={id}>
                  <td>{name.zh}</td>
                  <td>{option?.zh}</td>
                  <td>{option?.score}</td>
                </tr>
              );
            })}
            <tr className="ability-paper-sum">
              <td colSpan={2}>
                {ABILITY_GROUP_NAMES[group].zh} {t('paper.sum')}
              </td>
              <td>{abilityProgress(content.answers, group).points}</td>
            </tr>
          </tbody>
        ))}
      </table>
      <p className="ability-paper-result">
        <span>
          {t('paper.total')} {result.total}
        </span>
        <span>
          {t('paper.level')} {t(`level.${result.level}`)}
        </span>
      </p>
      {result.because.length > 0 && (
        <p>
          {t('because', {
            level: t(`level.${result.levelByPoints}`),
            reasons: result.because.map((reason) => t(`because.${reason}`)).join(t('joint')),
          })}
        </p>
      )}
      {content.note !== '' && (
        <p>
          {t('paper.note')} {content.note}
        </p>
      )}
      <div className="ability-paper-signs">
        <span>
          {t('paper.sign.assessor')} {nameOf(record.created.by) ?? ''}
        </span>
        <span>{t('paper.sign.person')}</span>
        <span>{t('paper.sign.station')}</span>
        <span>{t('paper.sign.day')}</span>
      </div>
    </div>,
    document.body,
  );
}
