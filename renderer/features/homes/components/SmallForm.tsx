import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';

interface SmallFormProps {
  readonly label: string;
  /** Whether something is missing or wrong; the fields say what. */
  readonly hasProblems: boolean;
  /** Resolves when it is on disk. */
  readonly onSave: () => Promise<void>;
  readonly onCancel: () => void;
  /** Draws the fields; `shows` is true once somebody tried to save. */
  readonly children: (shows: boolean) => ReactNode;
}

/** A form in a panel: saves, or says beside the fields what is wrong and keeps everything typed. */
export function SmallForm({ label, hasProblems, onSave, onCancel, children }: SmallFormProps) {
  const { t } = useTranslation('homes');
  const [wasTried, setWasTried] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const save = async (form: HTMLFormElement) => {
    setWasTried(true);
    setFailure(null);
    if (hasProblems) {
      // The fields draw what is wrong first; the cursor goes to the first of them.
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setIsSaving(true);
    try {
      await onSave();
    } catch (error) {
      setFailure({ error });
      setIsSaving(false);
    }
  };
  return (
    <PrivateForm className="small-form" aria-label={label} onSubmit={(event) => void save(event.currentTarget)}>
      {children(wasTried)}
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {t('save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
