import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pill } from '#renderer/ui/index';
import { NewPassphraseForm } from './NewPassphraseForm';
import '../sign-in.css';

/** Changes one's own passphrase, and says when that is done. */
export function ChangePassphrase({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sign-in');
  const [isDone, setIsDone] = useState(false);
  return (
    <Modal open title={t('change.title')} footer={null} onCancel={onClose} width={440}>
      {isDone ? (
        <div className="sign-in-form" role="status">
          <Pill shape="done">{t('change.done')}</Pill>
          <p>{t('change.done.text')}</p>
          <div className="form-actions">
            <Button type="primary" autoFocus onClick={onClose}>
              {t('change.close')}
            </Button>
          </div>
        </div>
      ) : (
        <NewPassphraseForm
          currentLabel={t('change.current')}
          submitText={t('change.submit')}
          aside={<Button onClick={onClose}>{t('change.cancel')}</Button>}
          onDone={() => setIsDone(true)}
        />
      )}
    </Modal>
  );
}
