import { Button, Modal } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '#shared/ipc/incoming-api';
import { useStation } from '#renderer/data/index';
import { Card, Empty, ErrorNotice, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';

interface KeysCardProps {
  readonly keys: readonly KeyView[];
  readonly onAdd: () => void;
  readonly onChanged: () => void;
}

/** Keys with which other systems report incidents here: who has one, what it may, when it was used; to be given out and revoked. */
export function KeysCard({ keys, onAdd, onChanged }: KeysCardProps) {
  const { t } = useTranslation('incoming');
  const { admin } = useStation();
  const [asked, setAsked] = useState<KeyView | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const revoke = async ({ id }: KeyView) => {
    setAsked(null);
    setFailure(null);
    try {
      await admin.incoming.revokeKey(id);
      onChanged();
    } catch (error) {
      setFailure({ error });
    }
  };
  const add = (
    <Button icon={<Plus size={16} aria-hidden="true" />} onClick={onAdd}>
      {t('key.add')}
    </Button>
  );
  return (
    <Card title={t('keys')} aside={keys.length > 0 && add}>
      {keys.length === 0 ? (
        <Empty title={t('keys.empty')} text={t('keys.empty.text')} action={add} />
      ) : (
        <>
          <p className="connectors-note">{t('keys.text')}</p>
          <ul className="systems">
            {keys.map((key) => (
              <Key key={key.id} of={key} onRevoke={() => setAsked(key)} />
            ))}
          </ul>
        </>
      )}
      {failure && <ErrorNotice error={failure.error} />}
      {asked && (
        <Modal
          open
          width={440}
          title={t('key.revoke.title', { name: asked.name })}
          okText={t('key.revoke')}
          okButtonProps={{ danger: true }}
          cancelText={t('cancel')}
          onOk={() => void revoke(asked)}
          onCancel={() => setAsked(null)}
        >
          <p>{t('key.revoke.consequence')}</p>
        </Modal>
      )}
    </Card>
  );
}

function Key({ of, onRevoke }: { readonly of: KeyView; readonly onRevoke: () => void }) {
  const { t } = useTranslation('incoming');
  const language = useLanguage();
  const today = useToday();
  const { name, scopes, perMinute, createdAtMs, lastUsedAtMs, revokedAtMs, reports } = of;
  const moment = (atMs: number) => momentText(atMs, today, language);
  const may = scopes.map((scope) => t(`scope.${scope}`)).join(t('join'));
  return (
    <li>
      <div className="system-what">
        <strong>{name}</strong>
        <small>{t('key.may', { scopes: may, count: perMinute, reports })}</small>
        <small>{t('key.made', { moment: moment(createdAtMs) })}</small>
        {revokedAtMs !== null ? (
          <Pill shape="paused">{t('key.revoked', { moment: moment(revokedAtMs) })}</Pill>
        ) : lastUsedAtMs === null ? (
          <Pill shape="idle">{t('key.never')}</Pill>
        ) : (
          <Pill shape="done">{t('key.used', { moment: moment(lastUsedAtMs) })}</Pill>
        )}
      </div>
      {revokedAtMs === null && (
        <span className="system-do">
          <Button size="small" danger aria-label={t('key.revoke.named', { name })} onClick={onRevoke}>
            {t('key.revoke')}
          </Button>
        </span>
      )}
    </li>
  );
}
