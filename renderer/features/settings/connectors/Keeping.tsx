import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEEP_DAYS } from '#shared/domain/messages/keeping';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, Field, Pill, Select } from '#renderer/ui/index';

interface KeepingProps {
  readonly days: (typeof KEEP_DAYS)[number];
  readonly onChanged: () => void;
}

/** For how long messages that are over are kept. */
export function Keeping({ days, onChanged }: KeepingProps) {
  const { t } = useTranslation('connectors');
  const { admin } = useStation();
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const keep = async (value: string) => {
    const keepDays = KEEP_DAYS.find((each) => String(each) === value);
    if (keepDays === undefined) return;
    setFailure(null);
    setIsSaved(false);
    try {
      await admin.messages.set({ keepDays });
      setIsSaved(true);
      onChanged();
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <Card title={t('keeping')}>
      <div className="connectors-keeping">
        <Field label={t('keeping.days')} hint={t('keeping.hint')}>
          {(ties) => (
            <Select {...ties} value={String(days)} onChange={(value) => void keep(value)}>
              {KEEP_DAYS.map((each) => (
                <option key={each} value={each}>
                  {t(`keeping.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
      </div>
      {failure && <ErrorNotice error={failure.error} />}
    </Card>
  );
}
