import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { firstValueFrom } from 'rxjs';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import { useStation, type OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import type { RiskRow } from '../population/use-population';
import { readReport, type RiskReportRecord } from '../queries';
import { PrintedReports, type PaperReport } from './PrintedReports';

/** Reports of one print job: what a browser lays out without giving up. */
export const MOST_PRINTED = 200;

interface BatchPrintProps {
  /** In the order in which they are printed. */
  readonly rows: readonly RiskRow[];
  readonly today: CalendarDate;
  readonly onClose: () => void;
}

/** Prepares many reports with progress, then prints them as one job. It can be called off until the print dialog is open. */
export function BatchPrint({ rows, today, onClose }: BatchPrintProps) {
  const { t } = useTranslation('riskPeople');
  const station = useStation();
  // What is printed is what stood in the list when it was asked for.
  const [wanted] = useState(() => rows.slice(0, MOST_PRINTED));
  const [done, setDone] = useState(0);
  const [ready, setReady] = useState<readonly PaperReport[]>();
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void prepareAll(wanted, station, () => isWanted, setDone).then((papers) => {
      if (papers && isWanted) setReady(papers);
    });
    return () => {
      isWanted = false;
    };
  }, [wanted, station]);
  useEffect(() => {
    if (!ready || ready.length === 0) return;
    const frame = requestAnimationFrame(() => {
      window.print();
      setPrinted(true);
    });
    return () => cancelAnimationFrame(frame);
  }, [ready]);
  const skipped = ready ? wanted.length - ready.length : 0;
  const isOver = ready !== undefined && (isPrinted || ready.length === 0);
  useEffect(() => {
    if (isOver && skipped === 0) onClose();
  }, [isOver, skipped, onClose]);
  return (
    <div className="notice-line" role="status">
      {ready === undefined ? (
        <>
          <b>{t('batch.title', { count: wanted.length })}</b>
          <progress max={wanted.length} value={done} aria-label={t('batch.title', { count: wanted.length })} />
          <span>{t('batch.done', { done, total: wanted.length })}</span>
          {rows.length > MOST_PRINTED && <span>{t('batch.most', { most: MOST_PRINTED })}</span>}
        </>
      ) : (
        <span>{ready.length === 0 ? t('batch.none') : t('batch.skipped', { count: skipped })}</span>
      )}
      <Button size="small" onClick={onClose}>
        {t(isOver ? 'batch.close' : 'batch.cancel')}
      </Button>
      {ready && ready.length > 0 && !isPrinted && <PrintedReports reports={ready} today={today} />}
    </div>
  );
}

async function prepareAll(
  rows: readonly RiskRow[],
  station: OpenStation,
  isWanted: () => boolean,
  onDone: (count: number) => void,
): Promise<readonly PaperReport[] | null> {
  const papers: PaperReport[] = [];
  for (const [at, row] of rows.entries()) {
    if (!isWanted()) return null;
    const paper = await preparePaper(row, station);
    if (paper) papers.push(paper);
    onDone(at + 1);
    // The page has its turn: somebody may want to call it off.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return papers;
}

/** One report with what it is compared with; null where its content is closed to the reader. */
async function preparePaper({ person: row, report }: RiskRow, station: OpenStation): Promise<PaperReport | null> {
  const { records, sealer } = station;
  const person = await firstValueFrom(records.byId<PersonRecord>('people', row.id));
  const owned = await firstValueFrom(
    records.find<WireRecord>('care', {
      selector: { owner: report.personUid },
      sort: [{ owner: 'asc' }, { rank: 'asc' }],
    }),
  );
  const all = owned.filter(({ type }) => type === 'risk-report') as unknown as readonly RiskReportRecord[];
  const newestFirst = [...all].sort((a, b) => (a.day < b.day ? 1 : -1));
  const read = await Promise.all(newestFirst.map((record, at) => readReport(record, sealer, at < 2)));
  const [newest, before] = read;
  if (!person || !newest?.content) return null;
  const summaries = read.flatMap(({ record, summary }) => (summary ? [{ day: record.day, summary }] : []));
  return {
    person,
    content: newest.content,
    summaries,
    compared: before?.content ?? null,
    comparedOn: before?.record.day ?? null,
  };
}
