import { useTranslation } from 'react-i18next';
import type { CallLogView } from '#shared/ipc/call-api';
import { momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';

export type Outcome = CallLogView['entries'][number]['outcome'];
const SHAPES: Readonly<Record<Outcome, Shape>> = { talked: 'done', came: 'done', left: 'idle', missed: 'alert' };
export const OUTCOMES = ['talked', 'came', 'left', 'missed'] as const satisfies readonly Outcome[];

/** Calls, the newest first. */
export function CallTable({ entries }: { readonly entries: CallLogView['entries'] }) {
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const today = useToday();
  const staffName = useStaffNames();
  const span = useSpan();
  const number = (name: string) => (
    <th scope="col" className="is-number" title={t(`calls.col.${name}.text`)}>
      {t(`calls.col.${name}`)}
    </th>
  );
  return (
    <section className="card figures-calls" aria-label={t('title.calls')}>
      <div className="figures-scroll">
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">{t('calls.col.time')}</th>
              <th scope="col">{t('calls.col.kiosk')}</th>
              <th scope="col">{t('calls.col.outcome')}</th>
              <th scope="col">{t('calls.col.by')}</th>
              {number('rung')}
              {number('waited')}
              {number('talked')}
            </tr>
          </thead>
          <tbody>
            {entries.map(({ id, atMs, kioskName, outcome, by, rung, waitedMs, talkedMs }) => (
              <tr key={id}>
                <th scope="row">{momentText(atMs, today, language)}</th>
                <td>{kioskName ?? t('calls.kiosk.gone')}</td>
                <td>
                  <Pill shape={SHAPES[outcome]}>{t(`calls.outcome.${outcome}`)}</Pill>
                </td>
                <td>{by === null ? t('nothing') : (staffName(by) ?? t('calls.someone'))}</td>
                <td className="is-number">{rung}</td>
                <td className="is-number">{span(waitedMs)}</td>
                <td className="is-number">{span(talkedMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Minutes and seconds of a span in ms; the word for none. */
function useSpan(): (ms: number | null) => string {
  const { t } = useTranslation('figures');
  return (ms) => {
    if (ms === null) return t('nothing');
    const seconds = Math.round(ms / 1000);
    const parts = { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
    return t(seconds < 60 ? 'calls.seconds' : 'calls.minutes', parts);
  };
}
