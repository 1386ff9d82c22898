import { Button } from 'antd';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DIMENSIONS } from '#shared/domain/risk/facts';
import { USUAL_RISK_TABLE } from '#shared/domain/risk/usual-table';
import type { StationRiskTable } from '#shared/domain/risk/station-table';
import { useStation } from '#renderer/data/index';
import { addressOf, Card, ErrorNotice, Loading, NoticeBar, useWords } from '#renderer/ui/index';
import { saveRiskTable } from '../commands';
import { riskParts } from '../risk-parts';
import { riskPlace } from '../places';
import { useRiskTable, type RuleTableRecord } from '../queries';
import { useRiskNames } from '../words';
import { bandField, isSameTable, typedTable, type Entries } from './entries';
import { Effect } from './Effect';
import { NumberField } from './NumberField';
import { RuleFields } from './RuleFields';
import '../risk.css';
import '../risk-print.css';
import './table.css';

/** The table of weights and limits: changed here, its effect seen before it is saved, and set back to the program's own. */
export function RiskTablePage() {
  useWords(riskParts);
  const { t } = useTranslation(['riskTable', 'ui']);
  const known = useRiskTable();
  if (!known) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  return <TableEditor known={known} />;
}

function TableEditor({ known }: { readonly known: StationRiskTable & { readonly record: RuleTableRecord | null } }) {
  const { t } = useTranslation('riskTable');
  const names = useRiskNames();
  const station = useStation();
  const [base, setBase] = useState(known);
  const [draft, setDraft] = useState(known.table);
  const [entries, setEntries] = useState<Entries>({});
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { table, problems, notNumbers } = typedTable(draft, entries);
  const wrong = problems.length + notNumbers.length;
  const isChanged = !isSameTable(table, base.table) || base.problems.length > 0;
  const change = (field: string, text: string) => setEntries({ ...entries, [field]: text });
  const reset = () => {
    setDraft({ ...USUAL_RISK_TABLE, version: base.table.version });
    setEntries({});
  };
  const save = async () => {
    // Somebody else’s table is not written over unseen.
    if ((known.record?.revision ?? 1) !== base.table.version && base.problems.length === 0) {
      setBase(known);
      return setSaid(t('changed'));
    }
    setSaving(true);
    try {
      const version = await saveRiskTable(station, table, known.record);
      setBase({ table: { ...table, version }, problems: [], record: known.record });
      setDraft({ ...table, version });
      setEntries({});
      setSaid(t('saved', { version }));
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setSaving(false);
    }
  };
  return (
    <div className="page risk-table">
      <header className="page-head">
        <div>
          <a className="risk-back" href={addressOf(riskPlace())}>
            <ChevronLeft size={16} aria-hidden="true" />
            {t('back')}
          </a>
          <h1>{t('title')}</h1>
          <p>
            {known.record && known.problems.length === 0
              ? t('now', { version: known.table.version })
              : t(known.record ? 'refused' : 'usual')}{' '}
            {t('text')}
          </p>
        </div>
        <div className="page-actions">
          <Button disabled={isSameTable(table, USUAL_RISK_TABLE)} onClick={reset}>
            {t('reset')}
          </Button>
          <Button type="primary" loading={isSaving} disabled={!isChanged || wrong > 0} onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      </header>
      {failure !== null && <ErrorNotice error={failure} onRemedy={() => setFailure(null)} />}
      <p role="status" className={wrong > 0 ? 'risk-wrong' : 'quiet'}>
        {wrong > 0 ? t('problems', { count: wrong }) : isChanged ? '' : t('unchanged')}
      </p>
      <Effect current={base.table} next={table} isSound={wrong === 0} isChanged={isChanged} />
      <Card title={t('bands')}>
        <div className="risk-bands">
          {(['medium', 'high'] as const).map((band) => (
            <NumberField
              key={band}
              label={t(`band.${band}`)}
              value={entries[bandField(band)] ?? String(draft.bands[band])}
              isWrong={notNumbers.includes(bandField(band)) || problems.some(({ kind }) => kind === 'bands')}
              onChange={(text) => change(bandField(band), text)}
            />
          ))}
          {problems.some(({ kind }) => kind === 'bands') && <p className="risk-wrong">{t('problem.bands')}</p>}
        </div>
      </Card>
      {DIMENSIONS.map((name) => (
        <Card key={name} title={names.dimension(name)}>
          {draft.rules
            .filter(({ dimension }) => dimension === name)
            .map((rule) => (
              <RuleFields
                key={rule.id}
                rule={rule}
                entries={entries}
                notNumbers={notNumbers}
                problems={problems}
                onChange={change}
              />
            ))}
        </Card>
      ))}
      {said !== null && <NoticeBar text={said} onClose={() => setSaid(null)} />}
    </div>
  );
}
