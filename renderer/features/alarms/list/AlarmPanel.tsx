import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Empty, Loading, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { personPlace, useMayWrite, useToday } from '../../people/index';
import { useAlarm, usePersonOf, type ShownAlarm } from '../queries';
import { CallButton } from '../strip/CallButton';
import { Contacts } from '../strip/Contacts';
import { AlarmClock } from '../strip/Countdown';
import { OutcomeForm } from '../strip/OutcomeForm';
import { useSeen } from '../use-seen';
import { useAlarmWords, useSpanWords, useStateWords } from '../words';
import { AlarmSteps } from './AlarmSteps';

interface AlarmPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One alarm: what the data says, what is to be done, who saw it and who did what. */
export function AlarmPanel({ id, onClose }: AlarmPanelProps) {
  const { t } = useTranslation('alarms');
  const alarm = useAlarm(id);
  if (alarm) return <Opened alarm={alarm} onClose={onClose} />;
  return (
    <Beside title={t('title')} onClose={onClose}>
      {alarm === null ? (
        <Empty title={t('panel.gone')} text={t('panel.gone.text')} />
      ) : (
        <Loading label={t('loading')} lines={6} />
      )}
    </Beside>
  );
}

function Opened({ alarm, onClose }: { readonly alarm: ShownAlarm; readonly onClose: () => void }) {
  const { t } = useTranslation('alarms');
  const words = useAlarmWords(alarm);
  const { shape, words: state } = useStateWords()(alarm);
  const person = usePersonOf(alarm.record) ?? null;
  const mayAct = useMayWrite()('edit', 'alarm', alarm.grid);
  const shown = useRef<HTMLDivElement>(null);
  const [isAsked, setIsAsked] = useState(false);
  useSeen(alarm, shown);
  const { standing, isAboutPeople, record } = alarm;
  const isClosed = standing.state === 'closed';
  const next = !isAboutPeople ? 'device' : standing.state === 'visit' ? 'visit' : 'call';
  return (
    <Beside title={words?.head ?? t('title')} onClose={onClose}>
      <div className="alarm-panel">
        <div ref={shown}>
          <p className="alarm-pills">
            <Pill shape={shape} filled>
              {state}
            </Pill>
            {standing.escalatedTo.map((post) => (
              <Pill key={post} shape="due">
                {t(`escalated.${post}`)}
              </Pill>
            ))}
          </p>
          {!isClosed && <AlarmClock alarm={alarm} />}
          <p>{words?.text}</p>
        </div>
        {mayAct && !isClosed && (
          <div className="alarm-panel-acts">
            {isAboutPeople && person && <CallButton person={person} onCalled={() => setIsAsked(true)} />}
            <Button aria-expanded={isAsked} onClick={() => setIsAsked(!isAsked)}>
              {t(`record.${next}`)}
            </Button>
          </div>
        )}
        {isAsked && mayAct && !isClosed && (
          <OutcomeForm key={standing.state} alarm={alarm} person={person} onDone={() => setIsAsked(false)} />
        )}
        <Facts alarm={alarm} address={words?.address ?? null} />
        <AlarmSteps alarm={alarm} />
        {person && <Contacts record={record} person={person} />}
        <p className="alarm-links">
          {person && <a href={addressOf(personPlace(person._id))}>{t('panel.file')}</a>}
          <a href={addressOf({ path: '/sensors', query: { open: sensorIdOf(alarm) } })}>{t('panel.device')}</a>
        </p>
      </div>
    </Beside>
  );
}

/** The `_id` of the device: it lies in the grid of the alarm. */
const sensorIdOf = ({ record }: ShownAlarm): string => `sensor~${record._id.split('~')[1] ?? ''}~${record.sensorUid}`;

/** The readings behind it, as words: since when, found when, by which figures. */
function Facts({ alarm: { record }, address }: { readonly alarm: ShownAlarm; readonly address: string | null }) {
  const { t } = useTranslation('alarms');
  const language = useLanguage();
  const today = useToday();
  const figures = useFigureWords();
  return (
    <section aria-label={t('panel.facts')}>
      <h3>{t('panel.facts')}</h3>
      {address !== null && <p>{address}</p>}
      <dl className="alarm-facts">
        <dt>{t('panel.since')}</dt>
        <dd>{momentText(record.sinceMs, today, language)}</dd>
        <dt>{t('panel.raised')}</dt>
        <dd>{momentText(record.raisedAtMs, today, language)}</dd>
        <dt>{t('panel.figures')}</dt>
        <dd>{figures(record)}</dd>
      </dl>
    </section>
  );
}

function useFigureWords(): (record: ShownAlarm['record']) => string {
  const { t } = useTranslation('alarms');
  const spanWords = useSpanWords();
  return ({ rule, figures }) => {
    const span = spanWords(figures['afterMs'] ?? 0);
    switch (rule) {
      case 'no-water':
        return t('figures.no-water', { span, litres: figures['thresholdLitres'] });
      case 'silent':
        return t('figures.silent', { span });
      case 'night-door':
        return t('figures.night-door', {
          from: clock(figures['fromMinute'] ?? 0),
          to: clock(figures['toMinute'] ?? 0),
        });
      case 'blood-pressure':
        return t('figures.blood-pressure', { ...figures });
      default:
        return t('figures.none');
    }
  };
}

/** Minutes after midnight as people write them. */
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
