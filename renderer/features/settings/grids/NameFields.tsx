import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Label } from '#shared/schema/envelope';
import { Field } from '#renderer/ui/index';

/** A grid's name as it stands in a form. */
export interface NameEntry {
  readonly zh: string;
  readonly en: string;
}

/** The name that a form says, or null while the Chinese one is missing. */
export function labelOf({ zh, en }: NameEntry): Label | null {
  if (zh.trim() === '') return null;
  return { zh: zh.trim(), ...(en.trim() !== '' && { en: en.trim() }) };
}

interface NameFieldsProps {
  readonly entry: NameEntry;
  /** Whether somebody tried to save. */
  readonly shows: boolean;
  readonly onChange: (entry: NameEntry) => void;
}

const NAME_LIMIT = 40;

/** A grid's name in both languages. */
export function NameFields({ entry, shows, onChange }: NameFieldsProps) {
  const { t } = useTranslation(['settings', 'grids']);
  return (
    <>
      <Field
        label={t('name.zh')}
        hint={t('name.hint', { ns: 'grids' })}
        error={shows && labelOf(entry) === null ? t('name.missing') : null}
      >
        {(ties) => (
          <Input
            {...ties}
            maxLength={NAME_LIMIT}
            value={entry.zh}
            onChange={(event) => onChange({ ...entry, zh: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('name.en')} hint={t('name.en.hint')}>
        {(ties) => (
          <Input
            {...ties}
            lang="en"
            maxLength={NAME_LIMIT * 2}
            value={entry.en}
            onChange={(event) => onChange({ ...entry, en: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
