import { Button, Input } from 'antd';
import { useEffect, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { isWorthSaving } from '#shared/domain/visits/addition';
import { NOTE_LIMIT } from '#shared/domain/visits/questions';
import { ADDITION_PHOTO_LIMIT } from '#shared/schema/types/visit';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';
import { PhotoPicker } from '../../media/index';
import { openAdditionSession, type AdditionSession } from '../addition-session';
import type { VisitRecord } from '../queries';
import './visit-entry.css';

interface AdditionFormProps {
  readonly visit: VisitRecord;
  /** Birth date of the person visited: what is said about a child is sealed for those who look after children. */
  readonly birthDate: CalendarDate;
}

/** Adds words and photos to a finished visit. What was written is never changed; what was begun here goes on where it was. */
export function AdditionForm({ visit, birthDate }: AdditionFormProps) {
  const { t } = useTranslation('visits');
  const station = useStation();
  const [session, setSession] = useState<AdditionSession | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  useEffect(() => () => void session?.leave(), [session]);

  const open = () => {
    setFailure(null);
    openAdditionSession(station, visit, birthDate).then(setSession, (error: unknown) => setFailure({ error }));
  };
  if (session) return <OpenAddition session={session} onDone={() => setSession(null)} />;
  return (
    <>
      <button type="button" className="link-button" onClick={open}>
        {t('addition.open')}
      </button>
      {failure && <ErrorNotice error={failure.error} onRemedy={open} />}
    </>
  );
}

interface OpenAdditionProps {
  readonly session: AdditionSession;
  readonly onDone: () => void;
}

function OpenAddition({ session, onDone }: OpenAdditionProps) {
  const { t } = useTranslation('visits');
  const { draft, isSaving, failure } = useSyncExternalStore(session.subscribe, session.state);
  const isWorth = isWorthSaving(draft);
  const save = async () => {
    if (isWorth && (await session.save())) onDone();
  };
  const cancel = () => void session.cancel().finally(onDone);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      void save();
    }
    if (event.key === 'Escape') {
      // Esc closes an empty form only: what somebody wrote goes by the button.
      event.preventDefault();
      if (!isWorth) cancel();
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
        value={draft.text}
        onChange={(event) => session.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div role="group" aria-label={t('addition.photos')}>
        <PhotoPicker
          photos={draft.photos}
          adding={session.photos}
          limit={ADDITION_PHOTO_LIMIT}
          takes="own-form"
          onRemove={(photo) => session.removePhoto(photo)}
        />
      </div>
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
      <div className="form-actions">
        <Button onClick={cancel}>{t('addition.cancel')}</Button>
        <Button type="primary" loading={isSaving} disabled={!isWorth} onClick={() => void save()}>
          {t('addition.save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
