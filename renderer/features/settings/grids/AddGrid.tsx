import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { labelOf, NameFields, type NameEntry } from './NameFields';
import type { GridView } from './queries';

interface AddGridProps {
  readonly grids: readonly GridView[];
  readonly onAdded: (number: number) => void;
  readonly onClose: () => void;
}

/** A new grid: its name, what the host makes for it, and what is to be done afterwards. */
export function AddGrid({ grids, onAdded, onClose }: AddGridProps) {
  const { t } = useTranslation(['grids', 'settings']);
  const { admin } = useStation();
  // One that was left half made is completed before another is begun.
  const next =
    grids.find(({ record }) => record === null)?.number ?? Math.max(0, ...grids.map((grid) => grid.number)) + 1;
  const [entry, setEntry] = useState<NameEntry>({
    zh: t('new.name', { number: next, lng: 'zh' }),
    en: t('new.name', { number: next, lng: 'en' }),
  });
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const add = async () => {
    setWasTried(true);
    setFailure(null);
    const name = labelOf(entry);
    if (name === null || isBusy) return;
    setIsBusy(true);
    try {
      onAdded(await admin.addGrid(name));
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <SidePanel title={t('new.title', { number: next })} subtitle={<p>{t('new.text')}</p>} onClose={onClose}>
      <PrivateForm className="panel-form" aria-label={t('new.title', { number: next })} onSubmit={() => void add()}>
        <NameFields entry={entry} shows={wasTried} onChange={setEntry} />
        <ul className="grid-after">
          {(['keys', 'import', 'worker', 'stays'] as const).map((step) => (
            <li key={step}>{t(`new.${step}`)}</li>
          ))}
        </ul>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <Button onClick={onClose}>{t('cancel', { ns: 'settings' })}</Button>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('new.do')}
          </Button>
        </div>
      </PrivateForm>
    </SidePanel>
  );
}
