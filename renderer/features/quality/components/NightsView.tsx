import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '#shared/schema/types/quality';
import { Card, dayText, Empty, Loading, StatusShape, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useNights, useSeverityOf, type Night } from '../queries';
import { SEVERITY_SHAPES, SeverityPill, useRuleText } from '../words';

/** What the host found in the last nights, by how serious it is, and in the last one by rule. */
export function NightsView() {
  const { t } = useTranslation(['quality', 'ui']);
  const nights = useNights();
  const [latest] = nights ?? [];
  if (!nights) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  if (!latest) return <Empty title={t('nights.empty')} text={t('nights.empty.text')} />;
  return (
    <div className="quality-nights">
      <p className="quality-summary">{t('nights.text')}</p>
      <section className="card">
        <div className="quality-scroll" role="region" aria-label={t('nights.label')} tabIndex={0}>
          <NightsTable nights={nights} />
        </div>
      </section>
      <LatestNight night={latest} />
    </div>
  );
}

function NightsTable({ nights }: { readonly nights: readonly Night[] }) {
  const { t } = useTranslation('quality');
  const language = useLanguage();
  const today = useToday();
  const severityOf = useSeverityOf();
  const change = (night: Night, before: Night | undefined): string => {
    if (!before) return '';
    const count = Math.abs(night.total - before.total);
    return t(night.total > before.total ? 'nights.more' : count === 0 ? 'nights.same' : 'nights.fewer', { count });
  };
  return (
    <table className="quality-table is-numbers">
      <caption className="visually-hidden">{t('nights.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('nights.day')}</th>
          {SEVERITIES.map((severity) => (
            <th key={severity} scope="col">
              <SeverityPill severity={severity} />
            </th>
          ))}
          <th scope="col">{t('nights.total')}</th>
          <th scope="col">{t('nights.change')}</th>
          <th scope="col">{t('nights.checked')}</th>
        </tr>
      </thead>
      <tbody>
        {nights.map((night, index) => (
          <tr key={night.day}>
            <th scope="row">{dayText(night.day, today, language)}</th>
            {SEVERITIES.map((severity) => (
              <td key={severity}>
                {Object.entries(night.found).reduce(
                  (sum, [ruleId, count]) => sum + (severityOf(ruleId) === severity ? count : 0),
                  0,
                )}
              </td>
            ))}
            <td>
              <b>{night.total}</b>
            </td>
            <td>{change(night, nights[index + 1])}</td>
            <td>
              {t('nights.checked.text', {
                people: night.checked['person'] ?? 0,
                households: night.checked['household'] ?? 0,
                dwellings: night.checked['dwelling'] ?? 0,
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LatestNight({ night }: { readonly night: Night }) {
  const { t } = useTranslation('quality');
  const language = useLanguage();
  const today = useToday();
  const severityOf = useSeverityOf();
  const { title } = useRuleText();
  const found = Object.entries(night.found)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  if (found.length === 0) return null;
  return (
    <Card title={t('nights.by-rule', { day: dayText(night.day, today, language) })}>
      <ul className="quality-counts">
        {found.map(([ruleId, count]) => (
          <li key={ruleId}>
            <StatusShape shape={SEVERITY_SHAPES[severityOf(ruleId)]} />
            <span>{title(ruleId)}</span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
    </Card>
  );
}
