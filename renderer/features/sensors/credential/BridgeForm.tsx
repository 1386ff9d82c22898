import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceNameSchema } from '#shared/schema/types/sensor';
import { Field, PrivateForm } from '#renderer/ui/index';

interface BridgeFormProps {
  readonly isAsking: boolean;
  readonly isAway: boolean;
  readonly onMake: (name: string) => void;
}

/** A password for the gateway that brings a device's messages. */
export function BridgeForm({ isAsking, isAway, onMake }: BridgeFormProps) {
  const { t } = useTranslation('sensors');
  const [name, setName] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isNamed = deviceNameSchema.safeParse(name.trim()).success;
  return (
    <PrivateForm
      className="bridge-form"
      aria-label={t('bridge.title')}
      onSubmit={() => {
        setWasTried(true);
        if (isNamed) onMake(name.trim());
      }}
    >
      <Field label={t('bridge.name')} hint={t('bridge.hint')} error={wasTried && !isNamed ? t('wrong.name') : null}>
        {(ties) => <Input {...ties} maxLength={64} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Button htmlType="submit" loading={isAsking} disabled={isAway}>
        {t('bridge.make')}
      </Button>
    </PrivateForm>
  );
}
