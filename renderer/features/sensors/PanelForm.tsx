import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';

interface PanelFormProps {
  readonly label: string;
  /** On the button that saves. */
  readonly saveText: string;
  /** Whether something is missing or wrong; the fields say what. */
  readonly hasProblems: boolean;
  /** Resolves when it is on disk. */
  readonly onSave: () => Promise<void>;
  readonly onCancel: () => void;
  /** Draws the fields; `shows` is true once somebody tried to save. */
  readonly children: (shows: boolean) => ReactNode;
}

/** A form of this part: saves, or says beside the fields what is wrong and keeps everything typed. */
export function PanelForm({ label, saveText, hasProblems, onSave, onCancel, children }: PanelFormProps) {
  const { t } = useTranslation('sensors');
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
    }
    setIsSaving(false);
  };
  return (
    <PrivateForm className="sensor-form" aria-label={label} onSubmit={(event) => void save(event.currentTarget)}>
      {children(wasTried)}
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isSaving}>
          {saveText}
        </Button>
      </div>
    </PrivateForm>
  );
}
