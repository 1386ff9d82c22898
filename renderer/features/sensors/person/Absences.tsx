import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwned, useStation, useUnsealed } from '#renderer/data/index';
import { Card, ErrorNotice, Loading, momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import {
  gridNumberOf,
  useMayWrite,
  useNow,
  useStaffNames,
  useToday,
  useUidsOf,
  type PersonRecord,
} from '../../people/index';
import { endAbsence, type AbsenceRecord } from '../commands';
import { AbsenceForm } from './AbsenceForm';
import { absencesInOrder, absenceState, type AbsenceState } from './absences';

const SHAPES: Readonly<Record<AbsenceState, Shape>> = { away: 'paused', coming: 'idle', over: 'done' };
const SHOWN = 5;

/** When somebody is away: meanwhile silence at home means nothing. Reported here, and ended by whoever hears that they are back. */
export function Absences({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('sensors');
  const minuteMs = useNow();
  const owned = useOwned<AbsenceRecord>('devices', useUidsOf(person.uid));
  const absences = useMemo(() => owned?.filter(({ type }) => type === 'absence'), [owned]);
  const mayWrite = useMayWrite()('create', 'absence', gridNumberOf(person._id));
  const [isAdding, setIsAdding] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  // What was written just now is past as well, though the clock of the page goes by minutes.
  const nowMs = Math.max(minuteMs, ...(absences ?? []).map(({ changed }) => changed.at));
  const shown = absencesInOrder(absences ?? [], nowMs);
  return (
    <Card
      title={t('absence.title')}
      aside={
        mayWrite &&
        !isAdding && (
          <button type="button" className="link-button card-action" onClick={() => setIsAdding(true)}>
            {t('absence.add')}
          </button>
        )
      }
    >
      {isAdding && <AbsenceForm person={person} onClose={() => setIsAdding(false)} />}
      {!absences && <Loading label={t('loading')} lines={2} />}
      {absences?.length === 0 && !isAdding && <p className="card-text quiet">{t('absence.none')}</p>}
      {shown.length > 0 && (
        <ul className="lines absences">
          {shown.slice(0, showsAll ? undefined : SHOWN).map((absence) => (
            <AbsenceLine key={absence._id} absence={absence} nowMs={nowMs} mayEnd={mayWrite} />
          ))}
        </ul>
      )}
      {shown.length > SHOWN && !showsAll && (
        <p className="card-text">
          <button type="button" className="link-button" onClick={() => setShowsAll(true)}>
            {t('absence.all', { count: shown.length })}
          </button>
        </p>
      )}
    </Card>
  );
}

interface AbsenceLineProps {
  readonly absence: AbsenceRecord;
  readonly nowMs: number;
  readonly mayEnd: boolean;
}

function AbsenceLine({ absence, nowMs, mayEnd }: AbsenceLineProps) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const station = useStation();
  const nameOf = useStaffNames();
  const note = useUnsealed<string>(absence.note, { uid: absence.uid, field: 'note' });
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const state = absenceState(absence, nowMs);
  const until = absence.toMs === null ? t('absence.open') : momentText(absence.toMs, today, language);
  const end = () => {
    setFailure(null);
    endAbsence(station, absence).catch((error: unknown) => setFailure({ error }));
  };
  return (
    <li>
      <div>
        <Pill shape={SHAPES[state]}>{t(`absence.state.${state}`)}</Pill>
        {mayEnd && state === 'away' && (
          <Button size="small" onClick={end}>
            {t('absence.back')}
          </Button>
        )}
      </div>
      <div>{t('absence.span', { from: momentText(absence.fromMs, today, language), until })}</div>
      {note && <div>{note}</div>}
      {absence.note && note === null && <div className="quiet">{t('said.closed')}</div>}
      <small>{nameOf(absence.created.by)}</small>
      {failure && <ErrorNotice error={failure.error} />}
    </li>
  );
}
