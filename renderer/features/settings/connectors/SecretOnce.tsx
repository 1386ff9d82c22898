import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SecretOnceProps {
  readonly secret: string;
  /** What it is, and to whom it goes. */
  readonly text: string;
  readonly onDone: () => void;
}

/** A secret for another system, shown this once. */
export function SecretOnce({ secret, text, onDone }: SecretOnceProps) {
  const { t } = useTranslation('connectors');
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(secret).then(() => setIsCopied(true));
  return (
    <div className="secret-once" role="status">
      <p>{text}</p>
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
