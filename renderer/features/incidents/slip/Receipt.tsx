import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Choice } from '#renderer/ui/index';
import type { ShownIncident } from '../view';
import { ReceiptSlip } from './ReceiptSlip';
import { useResidentPages } from './use-resident-pages';
import './slip.css';

/** Papers that a receipt is printed on; each has a page of its own in `slip.css`. */
const PAPERS = ['narrow', 'a5'] as const;
type Paper = (typeof PAPERS)[number];

interface ReceiptProps {
  readonly view: ShownIncident;
  readonly receipt: string;
}

/** The receipt of an incident, and how it is printed: on a roll of 80 mm or on a sheet. */
export function Receipt({ view, receipt }: ReceiptProps) {
  const { t } = useTranslation('incidents');
  const pages = useResidentPages();
  const [paper, setPaper] = useState<Paper>('narrow');
  const slip = <ReceiptSlip view={view} receipt={receipt} pages={pages} />;
  const said = pages.kind === 'open' ? null : t(`slip.${pages.kind}`);
  return (
    <div className="receipt">
      {slip}
      {said !== null && (
        <p className="quiet" role="status">
          {said}
        </p>
      )}
      <Choice
        label={t('slip.paper')}
        options={PAPERS.map((value) => ({ value, label: t(`slip.paper.${value}`) }))}
        value={paper}
        onChange={(value) => setPaper(value ?? paper)}
      />
      <Button
        icon={<Printer size={16} aria-hidden="true" />}
        disabled={pages.kind === 'asking'}
        onClick={() => print()}
      >
        {t('slip.print')}
      </Button>
      {createPortal(
        <div className={`receipt-paper is-${paper}`} aria-hidden="true">
          {slip}
        </div>,
        document.body,
      )}
    </div>
  );
}
