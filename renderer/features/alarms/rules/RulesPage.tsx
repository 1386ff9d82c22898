import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { goTo, Loading, useWords } from '#renderer/ui/index';
import { withLine } from '#shared/domain/devices/watch-check';
import type { WatchLine } from '#shared/domain/devices/watch-table';
import { saveWatchTable } from '../commands';
import { alarmsPlace } from '../places';
import { useWatchTable } from '../queries';
import { RuleCard } from './RuleCard';
import { watchRuleParts } from './rule-parts';
import '../alarms.css';
import './rules.css';

/** What devices are watched for, for whoever decides it: each rule on or off, with its figures, tried on the past before it counts. */
export function RulesPage() {
  useWords(watchRuleParts);
  const { t } = useTranslation('alarmRules');
  const station = useStation();
  const watch = useWatchTable();
  const save = async (line: WatchLine) => {
    if (!watch) return;
    await saveWatchTable(station, withLine(watch.table, line), watch.record);
  };
  return (
    <div className="page alarm-rules">
      <header className="page-head">
        <div>
          <div className="rules-title">
            <button type="button" className="icon-button" aria-label={t('back')} onClick={() => goTo(alarmsPlace())}>
              <ChevronLeft size={20} aria-hidden="true" />
            </button>
            <h1>{t('title')}</h1>
          </div>
          <p>{t('intro')}</p>
        </div>
      </header>
      {watch?.isDamaged && (
        <p className="alarm-warn" role="alert">
          {t('damaged')}
        </p>
      )}
      {!watch ? (
        <Loading label={t('loading')} lines={8} />
      ) : (
        watch.table.lines.map((line) => (
          <RuleCard key={`${line.id} ${JSON.stringify(line)}`} line={line} onSave={save} />
        ))
      )}
    </div>
  );
}
