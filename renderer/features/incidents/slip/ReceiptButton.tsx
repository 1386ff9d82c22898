import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownIncident } from '../view';
import { Receipt } from './Receipt';

interface ReceiptButtonProps {
  readonly view: ShownIncident;
  readonly receipt: string;
}

/** Opens the receipt of an incident over the page, to be printed. */
export function ReceiptButton({ view, receipt }: ReceiptButtonProps) {
  const { t } = useTranslation('incidents');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="receipt-open" onClick={() => setOpen(true)}>
        {t('slip.open')}
      </button>
      <Modal
        open={isOpen}
        title={t('slip.open')}
        footer={null}
        width={400}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Receipt view={view} receipt={receipt} />
      </Modal>
    </>
  );
}
