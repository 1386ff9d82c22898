import { Button, Modal } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { useSession } from '#renderer/data/index';
import { dayText, useLanguage } from '#renderer/ui/index';
import { PrintPaper } from '../papers/index';
import { useNow } from '../people/index';

/** Opens the list of materials of an item over the page, to be printed for a resident. */
export function MaterialsButton({ version }: { readonly version: ItemVersion }) {
  const { t } = useTranslation('services');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => setOpen(true)}>
        {t('print')}
      </Button>
      <Modal
        open={isOpen}
        title={t('paper.title')}
        footer={null}
        width={480}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <PrintPaper>
          <MaterialsList version={version} />
        </PrintPaper>
      </Modal>
    </>
  );
}

function MaterialsList({ version }: { readonly version: ItemVersion }) {
  const { t } = useTranslation('services');
  const language = useLanguage();
  const { station } = useSession();
  const today = dateAtStation(useNow());
  return (
    <>
      <p className="paper-station">{station.name}</p>
      <h2>{t('paper.title')}</h2>
      <p>
        <b>{version.name}</b>
      </p>
      {version.materials === null ? (
        <p>{t('paper.none')}</p>
      ) : (
        <>
          <p>{t('paper.bring')}</p>
          <ol className="paper-list">
            {version.materials.map(({ id, name, need, when }) => (
              <li key={id}>
                {name}
                {need === 'conditional' && when !== null && <small>{t('when', { when })}</small>}
                {need === 'electronic' && <small>{t('need.electronic')}</small>}
              </li>
            ))}
          </ol>
        </>
      )}
      <dl>
        <dt>{t('paper.promised')}</dt>
        <dd>{version.promised?.text ?? t('none')}</dd>
        <dt>{t('paper.fee')}</dt>
        <dd>{version.fee ?? t('none')}</dd>
        <dt>{t('paper.printed')}</dt>
        <dd>{dayText(today, '', language)}</dd>
      </dl>
      <p className="paper-small">{t('paper.ask')}</p>
    </>
  );
}
