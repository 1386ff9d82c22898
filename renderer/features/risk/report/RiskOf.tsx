import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation, dateOfDay } from '#shared/domain/calendar/date';
import { summaryOf } from '#shared/domain/risk/content';
import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { Card, dayText, Empty, Loading, Pill, timeText, useLanguage, useWords } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { riskParts } from '../risk-parts';
import { PrintedReports } from '../printing/PrintedReports';
import { usePrinting } from '../printing/use-printing';
import { useReports, type ReadReport } from '../queries';
import { useRiskNames } from '../words';
import { changeLines } from './changes';
import { Dimensions } from './Dimensions';
import { useEvidenceLinks, usePlaceOf } from './evidence-links';
import { EvidenceTimeline } from './EvidenceTimeline';
import type { DatedSummary } from './figures';
import { NextSteps } from './NextSteps';
import { PersonColumn } from './PersonColumn';
import { ReportCharts } from './ReportCharts';
import { riskTimeline } from './timeline';
import { useEvidence, type EvidenceRecords } from './use-evidence';
import { useOwnReport } from './use-own-report';
import '../risk.css';
import '../risk-print.css';

/** Somebody's risk report: three figures and how they went, why, what changed, and what to do next. */
export function RiskOf({ person }: { readonly person: PersonRecord }) {
  useWords(riskParts);
  const { t } = useTranslation(['risk', 'ui']);
  const reports = useReports(person.uid);
  const evidence = useEvidence(person);
  if (!reports) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  const [newest] = reports;
  if (!newest) return <Empty title={t('empty.title')} text={t('empty.text')} />;
  if (!newest.summary) return <Empty title={t('closed.title')} text={t('closed.text')} />;
  return <Report person={person} reports={reports} evidence={evidence} />;
}

interface ReportProps {
  readonly person: PersonRecord;
  readonly reports: readonly ReadReport[];
  /** Undefined while loading. */
  readonly evidence: EvidenceRecords | undefined;
}

function Report({ person, reports, evidence }: ReportProps) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const names = useRiskNames();
  const { today } = useRound();
  const [newest, before] = reports;
  const own = useOwnReport(person, evidence, newest, today);
  const [wantsKept, setWantsKept] = useState(false);
  const linksOf = useEvidenceLinks(person, evidence, today);
  const placeOf = usePlaceOf(person, evidence);
  const printing = usePrinting();
  const kept = useMemo(() => reports.flatMap(dated), [reports]);
  const entries = useMemo(() => (evidence ? riskTimeline(evidence, reports) : []), [evidence, reports]);
  const isOwn = own?.content != null && !wantsKept;
  const content = isOwn ? own.content : (newest?.content ?? null);
  const compared = isOwn ? (newest?.content ?? null) : (before?.content ?? null);
  const shown =
    isOwn && content ? [{ day: dateOfDay(content.score.day), summary: summaryOf(content.score) }, ...kept] : kept;
  const [first] = shown;
  if (!newest || !first) return null;
  const { record } = newest;
  const comparedOn = isOwn ? record.day : (before?.record.day ?? null);
  return (
    <>
      <div className="risk-actions">
        {content && (
          <Button icon={<Printer size={16} aria-hidden="true" />} title={t('print.how')} onClick={printing.print}>
            {t('print')}
          </Button>
        )}
      </div>
      {own && (
        <p className="notice-line" role="status">
          <Pill shape="note">{isOwn ? t('own.mark') : t('own.kept')}</Pill>
          <span>{t(own.kind === 'counted' ? 'own.counted' : 'own.uncounted')}</span>
          {own.kind === 'counted' && (
            <button type="button" className="link-button" onClick={() => setWantsKept(!wantsKept)}>
              {t(wantsKept ? 'own.show' : 'own.kept')}
            </button>
          )}
        </p>
      )}
      <div className="risk-columns">
        <PersonColumn person={person} />
        <div>
          <Card title={t('title')} aside={<span className="card-note">{madeText()}</span>} className="risk-card">
            <ReportCharts reports={shown} bands={content?.terms.bands ?? null} today={today} />
            {!content && <p className="risk-levels-only">{t('levels-only')}</p>}
            <Dimensions summary={first.summary} content={content} linksOf={linksOf} />
            <footer>{t('disclaimer')}</footer>
          </Card>
          {content && (
            <Card
              title={
                comparedOn === null
                  ? t('changes.first')
                  : t('changes.title', { day: dayText(comparedOn, today, language) })
              }
            >
              {compared && <Changes lines={changeLines(compared, content, names, t, language)} />}
            </Card>
          )}
        </div>
        <div>
          {content && <NextSteps person={person} content={content} today={today} />}
          <EvidenceTimeline entries={entries} today={today} placeOf={placeOf} />
        </div>
      </div>
      {printing.isOn && content && (
        <PrintedReports reports={[{ person, content, summaries: shown, compared, comparedOn }]} today={today} />
      )}
    </>
  );

  function madeText(): string {
    const version = t('version', { version: content?.score.tableVersion ?? record.tableVersion });
    const madeOn = dateAtStation(record.madeAtMs);
    const made =
      madeOn === today
        ? t('made.today', { time: timeText(record.madeAtMs) })
        : t('made', { day: dayText(madeOn, today, language) });
    return `${isOwn ? t('own.mark') : made} · ${version}`;
  }
}

function Changes({ lines }: { readonly lines: readonly string[] }) {
  const { t } = useTranslation('risk');
  return (
    <ul className="risk-changes">
      {lines.length === 0 ? <li>{t('changes.none')}</li> : lines.map((line) => <li key={line}>{line}</li>)}
    </ul>
  );
}

const dated = ({ record, summary }: ReadReport): readonly DatedSummary[] =>
  summary ? [{ day: record.day, summary }] : [];
