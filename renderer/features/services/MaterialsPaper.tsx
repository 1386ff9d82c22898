import { Button, Modal } from 'antd';
import { Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { materialsPaper } from '#shared/domain/paper/papers';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { useSession } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';
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
        <MaterialsList version={version} />
      </Modal>
    </>
  );
}

function MaterialsList({ version }: { readonly version: ItemVersion }) {
  const language = useLanguage();
  const { station } = useSession();
  const day = dateAtStation(useNow());
  const paper = useMemo(
    () => materialsPaper({ station: station.name, item: version, day }, language),
    [station.name, version, day, language],
  );
  return <PrintPaper paper={paper} />;
}
