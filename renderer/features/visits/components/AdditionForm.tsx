import { Button, Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { NOTE_LIMIT } from '#shared/domain/visits/questions';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';
import { addToVisit } from '../commands';
import type { VisitRecord } from '../queries';

interface AdditionFormProps {
  readonly visit: VisitRecord;
  /** Birth date of the person visited: what is said about a child is sealed for those who look after children. */
  readonly birthDate: CalendarDate;
}

/** Adds a word to a finished visit. What was written is never changed. */
export function AdditionForm({ visit, birthDate }: AdditionFormProps) {
  const { t } = useTranslation('visits');
  const station = useStation();
  const [text, setText] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);

  if (text === null) {
    return (
      <button type="button" className="link-button" onClick={() => setText('')}>
        {t('addition.open')}
      </button>
    );
  }
  const save = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await addToVisit(station, { birthDate }, visit, text);
      setText(null);
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape') {
      // Esc closes an empty field only: what somebody wrote goes by the button.
      event.preventDefault();
      if (text.trim() === '') setText(null);
    }
  };
  return (
    <PrivateForm className="addition-form">
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={NOTE_LIMIT}
        aria-label={t('addition.label')}
        placeholder={t('addition.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
      <div className="form-actions">
        <Button onClick={() => setText(null)}>{t('addition.cancel')}</Button>
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void save()}>
          {t('addition.save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
