import { Button } from 'antd';
import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { addressOf, Empty, goTo, Loading, Select, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { alarmParts } from '../alarm-parts';
import { ALARM_RULES_PATH, alarmsPlace } from '../places';
import { useClosedAlarms, useOpenAlarms, type ShownAlarm } from '../queries';
import { mayAdjustWatch } from '../rights';
import { SoundControl } from '../strip/SoundControl';
import { useRuleWords } from '../words';
import { AlarmPanel } from './AlarmPanel';
import { AlarmRow } from './AlarmRow';
import '../alarms.css';
import './list.css';

const TABS = ['open', 'closed'] as const;
type Tab = (typeof TABS)[number];

/** As many as somebody looks through; older ones are found by whom they are about. */
const MOST_CLOSED = 500;

/** Alarms that are open and those that are over, narrowed as the address says, and beside them the one that is opened. */
export function AlarmsPage() {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const { staff } = useSession();
  const { query } = usePlace();
  const isTablet = useLayout() === 'tablet';
  const open = useOpenAlarms();
  const closed = useClosedAlarms(MOST_CLOSED);
  const tab: Tab = query['tab'] === 'closed' ? 'closed' : 'open';
  const openId = query['open'] || null;
  const { open: _open, ...filters } = query;
  const go = (change: Readonly<Record<string, string>>) => goTo(alarmsPlace({ query: { ...filters, ...change } }));
  const isCovered = isTablet && openId !== null;
  const all = tab === 'open' ? open : closed;
  const shown = all?.filter((alarm) => isWanted(alarm, filters));
  return (
    <div className="list-page alarms">
      <header className="page-head" hidden={isCovered}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">{open && (open.length === 0 ? t('summary.none') : t('summary', { count: open.length }))}</p>
        </div>
        <div className="page-actions">
          <SoundControl />
          {mayAdjustWatch(staff) && (
            <Button
              href={addressOf({ path: ALARM_RULES_PATH, query: {} })}
              icon={<Settings2 size={16} aria-hidden="true" />}
            >
              {t('rules')}
            </Button>
          )}
        </div>
      </header>
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <Filters tab={tab} filters={filters} all={all ?? []} go={go} />
          {!shown ? (
            <Loading label={t('loading')} lines={6} />
          ) : shown.length === 0 ? (
            <Nothing tab={tab} isNarrowed={(all?.length ?? 0) > 0} />
          ) : (
            <ul className="alarm-rows">
              {shown.map((alarm) => (
                <AlarmRow key={alarm.id} alarm={alarm} filters={filters} isOpen={alarm.id === openId} />
              ))}
            </ul>
          )}
        </section>
        {openId !== null && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            <AlarmPanel key={openId} id={openId} onClose={() => go({})} />
          </aside>
        )}
      </div>
    </div>
  );
}

type Query = Readonly<Record<string, string>>;

const isWanted = ({ record, grid }: ShownAlarm, filters: Query): boolean =>
  (!filters['rule'] || record.rule === filters['rule']) &&
  (!filters['grid'] || String(grid) === filters['grid']) &&
  (!filters['person'] || record.personUid === filters['person']);

interface FiltersProps {
  readonly tab: Tab;
  readonly filters: Query;
  readonly all: readonly ShownAlarm[];
  readonly go: (change: Query) => void;
}

function Filters({ tab, filters, all, go }: FiltersProps) {
  const { t } = useTranslation('alarms');
  const ruleWords = useRuleWords();
  const rules = [...new Set([...all.map(({ record }) => record.rule), filters['rule'] ?? ''])].filter(Boolean).sort();
  const grids = [...new Set([...all.flatMap(({ grid }) => grid ?? []), ...numbersIn(filters['grid'])])];
  return (
    <div className="alarm-filters">
      <div className="alarm-tabs" role="group" aria-label={t('tab.label')}>
        {TABS.map((each) => (
          <button key={each} type="button" aria-pressed={each === tab} onClick={() => go({ tab: each })}>
            {t(`tab.${each}`)}
          </button>
        ))}
      </div>
      <Select label={t('filter.rule')} value={filters['rule'] ?? ''} onChange={(rule) => go({ rule })}>
        <option value="">{t('filter.rule.all')}</option>
        {rules.map((rule) => (
          <option key={rule} value={rule}>
            {ruleWords(rule)}
          </option>
        ))}
      </Select>
      <Select label={t('filter.grid')} value={filters['grid'] ?? ''} onChange={(grid) => go({ grid })}>
        <option value="">{t('filter.grid.all')}</option>
        {grids
          .sort((a, b) => a - b)
          .map((number) => (
            <option key={number} value={number}>
              {t('filter.grid.name', { number })}
            </option>
          ))}
      </Select>
      {filters['person'] && (
        <span className="alarm-filter">
          {t('filter.person')}{' '}
          <button type="button" className="link-button" onClick={() => go({ person: '' })}>
            {t('filter.clear')}
          </button>
        </span>
      )}
    </div>
  );
}

const numbersIn = (text: string | undefined): readonly number[] => (text ? [Number(text)] : []);

function Nothing({ tab, isNarrowed }: { readonly tab: Tab; readonly isNarrowed: boolean }) {
  const { t } = useTranslation('alarms');
  const of = isNarrowed ? 'narrowed' : tab;
  return <Empty title={t(`empty.${of}`)} text={t(`empty.${of}.text`)} />;
}
