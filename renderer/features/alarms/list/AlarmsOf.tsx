import { useTranslation } from 'react-i18next';
import { addressOf, Card, Empty, Loading, useWords } from '#renderer/ui/index';
import { useUidsOf, type PersonRecord } from '../../people/index';
import { alarmParts } from '../alarm-parts';
import { alarmsPlace } from '../places';
import { useAlarmsOf } from '../queries';
import { AlarmRow } from './AlarmRow';
import '../alarms.css';
import './list.css';

/** As many as a page of somebody's file has room for. */
const SHOWN = 10;
const NO_FILTERS = {};

/** The alarms about one person, open ones first. */
export function AlarmsOf({ person }: { readonly person: PersonRecord }) {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const alarms = useAlarmsOf(useUidsOf(person.uid));
  const more = (alarms?.length ?? 0) - SHOWN;
  const all = alarmsPlace({ query: { person: person.uid, tab: 'closed' } });
  return (
    <Card
      title={t('of.title')}
      aside={more > 0 ? <a href={addressOf(all)}>{t('more', { count: more })}</a> : undefined}
      className="alarms"
    >
      {!alarms ? (
        <Loading label={t('loading')} lines={3} />
      ) : alarms.length === 0 ? (
        <Empty title={t('of.none')} text={t('of.none.text')} />
      ) : (
        <ul className="alarm-rows">
          {alarms.slice(0, SHOWN).map((alarm) => (
            <AlarmRow key={alarm.id} alarm={alarm} filters={NO_FILTERS} isOpen={false} />
          ))}
        </ul>
      )}
    </Card>
  );
}
