import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrokerState } from '#shared/ipc/sensor-api';
import { QrCode } from '#renderer/ui/qr/index';
import { connectionText } from './connection';

interface CredentialOnceProps {
  /** What the device or gateway signs in as. */
  readonly name: string;
  readonly password: string;
  /** What it publishes to. */
  readonly topics: readonly string[];
  readonly broker: BrokerState;
  readonly onDone: () => void;
}

/** Everything that is typed into a device, shown this once; each line can be copied, all of it read off by a camera. */
export function CredentialOnce({ name, password, topics, broker, onDone }: CredentialOnceProps) {
  const { t } = useTranslation('sensors');
  const [address] = broker.addresses;
  const lines = [
    ...(address
      ? ([
          ['host', address.host],
          ['port', String(address.port)],
          ['tls', t(address.isTls ? 'credential.tls.on' : 'credential.tls.off')],
        ] as const)
      : []),
    ...topics.map((topic) => ['topic', topic] as const),
    ['user', name] as const,
    ['password', password] as const,
  ];
  return (
    <div className="credential-once" role="status">
      <p>{t('credential.once')}</p>
      {!address && <p className="field-error">{t(broker.kind === 'embedded' ? 'broker.closed' : 'broker.external')}</p>}
      <dl>
        {lines.map(([id, value]) => (
          <div key={`${id} ${value}`}>
            <dt>{t(`credential.${id}`)}</dt>
            <dd>
              <code>{value}</code>
              {id !== 'tls' && <CopyButton label={t(`credential.${id}`)} text={value} />}
            </dd>
          </div>
        ))}
      </dl>
      {address && (
        <div className="credential-qr">
          <QrCode label={t('credential.qr')} text={connectionText(address, name, password)} />
          <p className="quiet">{t('credential.qr')}</p>
        </div>
      )}
      <div className="form-actions">
        <Button type="primary" onClick={onDone}>
          {t('credential.done')}
        </Button>
      </div>
    </div>
  );
}

function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation('sensors');
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setIsCopied(true));
  return (
    <button type="button" className="link-button" aria-label={t('copy.named', { label })} onClick={copy}>
      <Copy size={14} aria-hidden="true" /> {t(isCopied ? 'copy.done' : 'copy')}
    </button>
  );
}
