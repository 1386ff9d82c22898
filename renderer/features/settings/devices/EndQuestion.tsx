import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#shared/ipc/admin-api';
import { ErrorNotice, Field } from '#renderer/ui/index';
import type { ChangeOne } from './DevicesSection';
import { deviceName } from './words';

/** Taking a device away, or taking it away with everything that is on it. */
export type Ending = 'revoke' | 'wipe';

interface EndQuestionProps {
  readonly device: DeviceView;
  readonly ending: Ending;
  readonly onChange: ChangeOne;
  readonly onClose: () => void;
}

/** Asks once, with what follows. Whoever erases types the device's name: it cannot be undone. */
export function EndQuestion({ device, ending, onChange, onClose }: EndQuestionProps) {
  const { t } = useTranslation(['devices', 'settings']);
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const name = deviceName(device);
  const isReady = ending === 'revoke' || typed.trim() === name;
  const run = async () => {
    setIsBusy(true);
    try {
      await onChange(device.id, { state: 'revoked', ...(ending === 'wipe' && { wipe: true }) });
      onClose();
    } catch (error) {
      setFailure({ error });
      setIsBusy(false);
    }
  };
  return (
    <Modal
      open
      width={440}
      title={t(`${ending}.title`, { name })}
      okText={t(`${ending}.confirm`)}
      okButtonProps={{ danger: true, disabled: !isReady }}
      cancelText={t('cancel', { ns: 'settings' })}
      confirmLoading={isBusy}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>{t(`${ending}.consequence`)}</p>
      {ending === 'wipe' && (
        <Field label={t('wipe.type', { name })}>
          {(ties) => (
            <Input
              {...ties}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={() => isReady && void run()}
            />
          )}
        </Field>
      )}
      {failure && <ErrorNotice error={failure.error} />}
    </Modal>
  );
}
