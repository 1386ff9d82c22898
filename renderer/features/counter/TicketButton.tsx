import { Button, Modal } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#shared/domain/paper/paper';
import { paperSchema, printingPaths } from '#shared/ipc/printing-api';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Loading, useLanguage, useWords } from '#renderer/ui/index';
import { paperParts, PrintPaper } from '../papers/index';

/** Opens the ticket of a number that was given at the desk, as the host writes it: it alone knows the place in the line and the code. */
export function TicketButton({ number }: { readonly number: string }) {
  useWords(paperParts);
  const { t } = useTranslation('counter');
  const { host } = useStation();
  const locale = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [paper, setPaper] = useState<Paper | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = () => {
    setOpen(true);
    setError(null);
    host.post(printingPaths.ticket, { number, locale }, paperSchema).then(setPaper, setError);
  };
  return (
    <>
      <Button size="small" icon={<Printer size={14} aria-hidden="true" />} onClick={ask}>
        {t('ticket.print')}
      </Button>
      <Modal
        open={isOpen}
        title={t('ticket.title', { number })}
        footer={null}
        width={480}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        {error !== null && <ErrorNotice error={error} onRemedy={ask} />}
        {error === null && (paper ? <PrintPaper paper={paper} /> : <Loading label={t('ticket.opening')} lines={6} />)}
      </Modal>
    </>
  );
}
