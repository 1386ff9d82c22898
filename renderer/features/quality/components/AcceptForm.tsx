import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, PrivateForm } from '#renderer/ui/index';

interface AcceptFormProps {
  readonly onCancel: () => void;
  readonly onSave: (reason: string) => void;
}

const LONGEST_REASON = 200;

/** Asks why something stays as it is. */
export function AcceptForm({ onCancel, onSave }: AcceptFormProps) {
  const { t } = useTranslation('quality');
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const save = () => {
    if (reason.trim() === '') setIsMissing(true);
    else onSave(reason);
  };
  return (
    <PrivateForm className="quality-accept" onSubmit={save}>
      <Field label={t('accept.reason')} hint={t('accept.hint')} error={isMissing ? t('accept.missing') : null}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoFocus
            rows={3}
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setIsMissing(false);
            }}
          />
        )}
      </Field>
      <div className="form-actions">
        <Button onClick={onCancel}>{t('accept.cancel')}</Button>
        <Button type="primary" htmlType="submit">
          {t('accept.save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
