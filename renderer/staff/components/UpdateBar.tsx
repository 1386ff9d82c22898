import { Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { leavingSettled, StatusShape } from '#renderer/ui/index';
import type { AppUpdate } from '../app-update';

/** Tells that a new version waits, and changes to it when somebody says so. */
export function UpdateBar({ update }: { readonly update: AppUpdate }) {
  const { t } = useTranslation('staff');
  const isReady = useSyncExternalStore(update.subscribe, update.isReady);
  const [isPutOff, setIsPutOff] = useState(false);
  if (!isReady || isPutOff) return null;
  return (
    <div className="update-bar" role="status">
      <StatusShape shape="note" size={16} />
      <span>{t('update.text')}</span>
      <Button onClick={() => setIsPutOff(true)}>{t('update.later')}</Button>
      <Button type="primary" onClick={() => void leavingSettled().then((isSaved) => isSaved && update.apply())}>
        {t('update.now')}
      </Button>
    </div>
  );
}
