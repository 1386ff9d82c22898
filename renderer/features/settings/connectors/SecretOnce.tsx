import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The secret that a system checks signatures with, shown this once. */
export function SecretOnce({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  const { t } = useTranslation('connectors');
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(secret).then(() => setIsCopied(true));
  return (
    <div className="secret-once" role="status">
      <p>{t('secret.text')}</p>
      <code>{secret}</code>
      <p className="quiet">{t('secret.never')}</p>
      <div className="form-actions">
        <Button icon={<Copy size={16} aria-hidden="true" />} onClick={copy}>
          {t(isCopied ? 'secret.copied' : 'secret.copy')}
        </Button>
        <Button type="primary" onClick={onDone}>
          {t('secret.done')}
        </Button>
      </div>
    </div>
  );
}
