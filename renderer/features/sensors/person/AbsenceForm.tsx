import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation } from '#shared/domain/calendar/date';
import { useStation } from '#renderer/data/index';
import { Field } from '#renderer/ui/index';
import { instantAtStation } from '../../incidents/index';
import type { PersonRecord } from '../../people/index';
import { saveAbsence } from '../commands';
import { PanelForm } from '../PanelForm';
import { absenceProblems, type AbsenceProblem } from './absences';

interface AbsenceFormProps {
  readonly person: PersonRecord;
  readonly onClose: () => void;
}

/** Somebody is away from then, until then or until they say otherwise. */
export function AbsenceForm({ person, onClose }: AbsenceFormProps) {
  const { t } = useTranslation('sensors');
  const station = useStation();
  const [from, setFrom] = useState(() => fieldOf(station.nowMs()));
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const fromMs = instantAtStation(from);
  const toMs = to === '' ? null : (instantAtStation(to) ?? undefined);
  const problems = absenceProblems(fromMs, toMs);
  const errorOf = (shows: boolean, ...asked: readonly AbsenceProblem[]) => {
    const problem = shows ? problems.find((each) => asked.includes(each)) : undefined;
    return problem === undefined ? null : t(`absence.wrong.${problem}`);
  };
  const save = async () => {
    if (fromMs === null || toMs === undefined) return;
    await saveAbsence(station, person, { fromMs, toMs, note });
    onClose();
  };
  return (
    <PanelForm
      label={t('absence.add')}
      saveText={t('save')}
      hasProblems={problems.length > 0}
      onSave={save}
      onCancel={onClose}
    >
      {(shows) => (
        <>
          <Field label={t('absence.from')} error={errorOf(shows, 'from')}>
            {(ties) => (
              <Input {...ties} type="datetime-local" value={from} onChange={({ target }) => setFrom(target.value)} />
            )}
          </Field>
          <Field label={t('absence.to')} hint={t('absence.to.hint')} error={errorOf(shows, 'to', 'to-before-from')}>
            {(ties) => (
              <Input {...ties} type="datetime-local" value={to} onChange={({ target }) => setTo(target.value)} />
            )}
          </Field>
          <Field label={t('absence.note')} hint={t('absence.note.hint')}>
            {(ties) => (
              <Input {...ties} maxLength={200} value={note} onChange={({ target }) => setNote(target.value)} />
            )}
          </Field>
        </>
      )}
    </PanelForm>
  );
}

/** An instant as a field for day and time has it. */
const fieldOf = (instantMs: number): string => `${dateAtStation(instantMs)}T${clockAtStation(instantMs).slice(0, 5)}`;
