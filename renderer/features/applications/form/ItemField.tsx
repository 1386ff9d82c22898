import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentVersion } from '#shared/domain/applications/catalogue';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { Field, Suggest } from '#renderer/ui/index';
import { itemsFor, type ShownItem } from '../../services/index';
import type { FormPartProps } from './ApplicationForm';

interface ItemFieldProps extends FormPartProps {
  readonly items: readonly ShownItem[];
  readonly version: ItemVersion | null;
}

const SHOWN = 8;

/** What is applied for: an item of the catalogue, found by its name or number. */
export function ItemField({ draft, session, text, items, version }: ItemFieldProps) {
  const { t } = useTranslation('applications');
  const [typed, setTyped] = useState('');
  if (version) {
    const clear = () => session.answer({ itemNumber: null, versionId: null, ways: {}, promised: {} });
    return (
      <div className="field">
        <span className="field-name">{t('field.item')}</span>
        <p className="application-chosen">
          <b>{version.name}</b> <small>{draft.itemNumber}</small>
          <button
            type="button"
            className="icon-button"
            aria-label={t('item.change', { name: version.name })}
            onClick={clear}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </p>
        <p className="field-hint">
          {t('item.times', {
            promised: version.promised?.text ?? t('none'),
            statutory: version.statutory?.text ?? t('none'),
          })}
        </p>
      </div>
    );
  }
  const found = typed.trim() === '' ? [] : itemsFor(items, typed).slice(0, SHOWN);
  return (
    <Field label={t('field.item')} error={text('item-missing')}>
      {(ties) => (
        <Suggest
          {...ties}
          label={t('field.item')}
          placeholder={t('item.hint')}
          text={typed}
          onText={setTyped}
          suggestions={found.map((item) => ({
            key: item.number,
            label: item.now.name,
            detail: `${item.number} ${item.record.family}`,
            item,
          }))}
          onChoose={({ item }) => {
            setTyped('');
            session.answer({ itemNumber: item.number, versionId: currentVersion(item.record).id });
          }}
        />
      )}
    </Field>
  );
}
