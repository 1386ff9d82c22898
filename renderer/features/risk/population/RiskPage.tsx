import { Button } from 'antd';
import { Printer, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { riskMatrix } from '#shared/domain/risk/population';
import { useSession } from '#renderer/data/index';
import { addressOf, Empty, goTo, Loading, useWords, usePlace } from '#renderer/ui/index';
import { useRound } from '../../visits/index';
import { mayAdjustRisk } from '../rights';
import { RISK_TABLE_PATH, riskPlace } from '../places';
import { BatchPrint, MOST_PRINTED } from '../printing/BatchPrint';
import { choicesOf, chosenRows, queryOf, sinceOf, type RiskChoices } from './choices';
import { GridTable } from './GridTable';
import { MatrixTable } from './MatrixTable';
import { PeopleTable } from './PeopleTable';
import { RiskFilters } from './RiskFilters';
import { usePopulation } from './use-population';
import { riskParts } from '../risk-parts';
import '../risk.css';
import '../risk-print.css';
import './population.css';

/** Everybody by level of risk: how many where, who moved since a day, and the list behind each figure. */
export function RiskPage() {
  useWords(riskParts);
  const { t } = useTranslation(['riskPeople', 'ui']);
  const { staff } = useSession();
  const { today } = useRound();
  const { query } = usePlace();
  const choices = choicesOf(query);
  const { rows, closed } = usePopulation(today, sinceOf(choices, today));
  const [isPrinting, setPrinting] = useState(false);
  const { grid } = choices;
  const inGrid = rows?.filter(({ person }) => grid === null || person.grid === grid);
  const matrix = inGrid && riskMatrix(inGrid.map(({ summary }) => summary));
  const choose = (change: Partial<RiskChoices>) => goTo(riskPlace(queryOf({ ...choices, ...change })));
  const placeOf = (change: Partial<RiskChoices>) => riskPlace(queryOf({ ...choices, ...change }));
  if (!rows || !inGrid || !matrix) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  const chosen = chosenRows(rows, choices);
  const movers = (direction: 'worse' | 'better') => inGrid.filter(({ move }) => move?.direction === direction).length;
  return (
    <div className="page risk-page">
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <p role="status">
            {t('summary', { count: inGrid.length, high: matrix.whole.high, medium: matrix.whole.medium })}
            {closed > 0 && t('closed', { count: closed })}
          </p>
        </div>
        <div className="page-actions">
          {mayAdjustRisk(staff) && (
            <Button
              href={addressOf({ path: RISK_TABLE_PATH, query: {} })}
              icon={<Settings2 size={16} aria-hidden="true" />}
            >
              {t('table')}
            </Button>
          )}
          <Button
            icon={<Printer size={16} aria-hidden="true" />}
            disabled={chosen.length === 0 || isPrinting}
            onClick={() => setPrinting(true)}
          >
            {t('print', { count: Math.min(chosen.length, MOST_PRINTED) })}
          </Button>
        </div>
      </header>
      {isPrinting && <BatchPrint rows={chosen} today={today} onClose={() => setPrinting(false)} />}
      {rows.length === 0 ? (
        <Empty title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <>
          <div className="risk-tables">
            <MatrixTable matrix={matrix} choices={choices} placeOf={placeOf} />
            <GridTable rows={rows} choices={choices} placeOf={placeOf} />
          </div>
          <RiskFilters choices={choices} worse={movers('worse')} better={movers('better')} onChoose={choose} />
          <PeopleTable rows={chosen} today={today} />
        </>
      )}
    </div>
  );
}
