import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Dot, StatusShape, useWords } from '#renderer/ui/index';
import { useGridNames, useMayWrite } from '../../people/index';
import { alarmParts } from '../alarm-parts';
import { alarmsPlace } from '../places';
import { useOpenAlarms, usePersonOf, type ShownAlarm } from '../queries';
import { useSeen } from '../use-seen';
import { useAlarmWords, useFamilyWords, useTakenWords } from '../words';
import { CallButton } from './CallButton';
import { Contacts } from './Contacts';
import { AlarmClock } from './Countdown';
import { OutcomeForm } from './OutcomeForm';
import { SoundControl } from './SoundControl';
import '../alarms.css';

/** The most urgent alarm on this device, with what is to be done about it, and how many more there are; nothing while there is none. */
export function AlarmStrip() {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const alarms = useOpenAlarms();
  const first = alarms?.[0];
  if (!alarms || !first) return null;
  const more = alarms.length - 1;
  return (
    <section className={`alarm-strip${first.isAboutPeople ? '' : ' is-device'}`} aria-label={t('title.region')}>
      <Strip key={first.id} alarm={first} />
      <footer className="alarm-foot">
        {more > 0 && <a href={addressOf(alarmsPlace())}>{t('more', { count: more })}</a>}
        <SoundControl />
      </footer>
    </section>
  );
}

function Strip({ alarm }: { readonly alarm: ShownAlarm }) {
  const { t } = useTranslation('alarms');
  const words = useAlarmWords(alarm);
  const person = usePersonOf(alarm.record) ?? null;
  const family = useFamilyWords()(alarm.record);
  const taken = useTakenWords()(alarm);
  const gridName = useGridNames();
  const mayAct = useMayWrite()('edit', 'alarm', alarm.grid);
  const shown = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useSeen(alarm, shown);
  const { isAboutPeople, standing, record } = alarm;
  const next = !isAboutPeople ? 'device' : standing.state === 'visit' ? 'visit' : 'call';
  const where = [gridName(alarm.id), words?.address].filter(Boolean);
  return (
    <>
      <div className="alarm-main" ref={shown}>
        <StatusShape shape={isAboutPeople ? 'alert' : 'due'} size={36} />
        <div className="alarm-words">
          <div role="alert">
            <h2>
              <a href={addressOf(alarmsPlace({ open: alarm.id }))}>{words?.head}</a>
            </h2>
          </div>
          <p>{words?.text}</p>
          <p className="alarm-where">
            {where.join(' · ')}
            {family && (
              <>
                {where.length > 0 && <Dot />}
                <span className={family.isTold ? '' : 'alarm-warn'}>{family.words}</span>
              </>
            )}
            {(where.length > 0 || family) && <Dot />}
            <span className={taken.isTaken || !alarm.isAboutPeople ? '' : 'alarm-warn'}>{taken.words}</span>
          </p>
        </div>
        <AlarmClock alarm={alarm} />
        {mayAct && (
          <div className="alarm-acts">
            {isAboutPeople && person && <CallButton person={person} onCalled={() => setIsOpen(true)} />}
            <Button aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
              {t(`record.${next}`)}
            </Button>
          </div>
        )}
      </div>
      {isOpen && mayAct && (
        <div className="alarm-below">
          <OutcomeForm key={standing.state} alarm={alarm} person={person} onDone={() => setIsOpen(false)} />
          {person && <Contacts record={record} person={person} />}
        </div>
      )}
    </>
  );
}
