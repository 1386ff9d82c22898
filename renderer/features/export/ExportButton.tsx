import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterKind } from '#renderer/data/index';
import { ExportDialog } from './components/ExportDialog';
import type { ExportSource } from './source';

/** Opens the choice of format, columns and masks, and hands out the rows as a file. */
export function ExportButton<K extends RegisterKind>(source: ExportSource<K>) {
  const { t } = useTranslation('export');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        icon={<Download size={16} aria-hidden="true" />}
        disabled={(source.ids?.length ?? source.count) === 0}
        onClick={() => setIsOpen(true)}
      >
        {t('open')}
      </Button>
      {isOpen && <ExportDialog source={source} onClose={() => setIsOpen(false)} />}
    </>
  );
}
