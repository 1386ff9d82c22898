import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation, dateOfDay, type CalendarDate } from '#shared/domain/calendar/date';
import { summaryOf, type RiskReportContent } from '#shared/domain/risk/content';
import { DIMENSIONS } from '#shared/domain/risk/facts';
import { actionInWords, riskReasonInWords, wellInWords } from '#shared/domain/risk/reason-words';
import { useSession, useStation } from '#renderer/data/index';
import { dayText, useLanguage } from '#renderer/ui/index';
import { pictureOf, radarConfig, trendConfig } from '#renderer/ui/chart/index';
import { useAddress, useAgeText, useGridNames, useIsOwnGrid, type PersonRecord } from '../../people/index';
import { maskAddress } from '#shared/domain/privacy/mask';
import { changeLines } from '../report/changes';
import { radarFigures, trendFigures, type DatedSummary } from '../report/figures';
import { signed, useHowReached, useRiskNames } from '../words';

/** A report that goes onto paper. */
export interface PaperReport {
  readonly person: PersonRecord;
  readonly content: RiskReportContent;
  /** The newest first; the first is the report's own. */
  readonly summaries: readonly DatedSummary[];
  /** The report before; null for none. */
  readonly compared: RiskReportContent | null;
  readonly comparedOn: CalendarDate | null;
}

interface PrintedReportsProps {
  readonly reports: readonly PaperReport[];
  readonly today: CalendarDate;
}

/** Reports as they are printed, each on paper of its own, under the station's head; seen on paper alone. */
export function PrintedReports({ reports, today }: PrintedReportsProps) {
  const { t } = useTranslation('risk');
  const [first] = reports;
  const name = reports.length === 1 ? (first?.person.name ?? '') : String(reports.length);
  // What a browser calls the file when it saves the print as PDF.
  useEffect(() => {
    const title = document.title;
    document.title = t('paper.file', { name, day: today });
    return () => {
      document.title = title;
    };
  }, [t, name, today]);
  return createPortal(
    <div className="risk-papers" aria-hidden="true">
      {reports.map((report) => (
        <Paper key={report.person._id} report={report} today={today} />
      ))}
    </div>,
    document.body,
  );
}

function Paper({ report, today }: { readonly report: PaperReport; readonly today: CalendarDate }) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const names = useRiskNames();
  const how = useHowReached();
  const ageText = useAgeText(today);
  const { station, staff } = useSession();
  const nowMs = useStation().nowMs();
  const { person, content, summaries, compared, comparedOn } = report;
  const gridName = useGridNames()(person._id);
  const isOwnGrid = useIsOwnGrid()(person._id);
  const address = useAddress(person.dwellingUid);
  const { score, terms, actions } = content;
  const summary = summaryOf(score);
  const radar = useMemo(() => {
    const before = summaries[1]?.summary ?? null;
    return pictureOf(radarConfig(radarFigures(summaryOf(score), before, terms.bands, names), 'light'), 320, 240);
  }, [summaries, score, terms, names]);
  const trend = useMemo(() => {
    const figures = trendFigures(summaries, terms.bands, names, today, language);
    return figures && pictureOf(trendConfig(figures, 'light'), 360, 180);
  }, [summaries, terms, names, today, language]);
  const lines = compared ? changeLines(compared, content, names, t, language) : [];
  return (
    <article className="risk-sheet">
      <header>
        <p>{station.name}</p>
        <h1>{t('paper.title')}</h1>
      </header>
      <h2>{t('paper.person', { name: person.name ?? '', age: ageText(person.birthDate) })}</h2>
      <dl>
        <dt>{t('paper.address')}</dt>
        <dd>{address ? (isOwnGrid ? address : maskAddress(address)) : '—'}</dd>
        <dt>{t('paper.grid')}</dt>
        <dd>{gridName ?? '—'}</dd>
        <dt>{t('paper.made')}</dt>
        <dd>{dateOfDay(score.day)}</dd>
        <dt>{t('paper.version')}</dt>
        <dd>{t('version', { version: score.tableVersion })}</dd>
      </dl>
      <p className="risk-sheet-level">
        <b>{names.level(score.level)}</b> {how(summary, terms.bands)} {t('scale')}
      </p>
      <div className="risk-sheet-charts">
        <img src={radar} alt="" width={320} height={240} />
        {trend !== null && <img src={trend} alt="" width={360} height={180} />}
      </div>
      {DIMENSIONS.map((name) => {
        const { score: points, level, reasons, well } = score.dimensions[name];
        const wellWords = well.flatMap((rule) => wellInWords(rule, terms, language) ?? []);
        return (
          <section key={name}>
            <h3>
              {names.dimension(name)} {points} {names.level(level)}
            </h3>
            <ul>
              {reasons.map((reason) => (
                <li key={reason.rule}>
                  <b>{signed(reason.points)}</b> {riskReasonInWords(reason, terms, language)}
                </li>
              ))}
            </ul>
            {wellWords.length > 0 && <p>{t('well', { what: wellWords.join(t('and')) })}</p>}
          </section>
        );
      })}
      {comparedOn !== null && (
        <section>
          <h3>{t('changes.title', { day: dayText(comparedOn, today, language) })}</h3>
          <ul>{lines.length === 0 ? <li>{t('changes.none')}</li> : lines.map((line) => <li key={line}>{line}</li>)}</ul>
        </section>
      )}
      <section>
        <h3>{t('paper.steps')}</h3>
        <ol>
          {actions.map(({ action, dueDay }) => (
            <li key={action}>
              {actionInWords(action, language)} {t('steps.by', { day: dayText(dateOfDay(dueDay), today, language) })}
            </li>
          ))}
        </ol>
      </section>
      <footer>
        <p>{t('disclaimer')}</p>
        <p>
          {t('paper.printed', {
            staff: staff.name,
            moment: `${dateAtStation(nowMs)} ${clockAtStation(nowMs).slice(0, 5)}`,
          })}
        </p>
      </footer>
    </article>
  );
}
