import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Choice } from '#renderer/ui/index';
import './papers.css';

/** Papers that something is handed out on; each has a page of its own in `papers.css`. */
const SIZES = ['roll58', 'roll80', 'a5'] as const;
type Size = (typeof SIZES)[number];

interface PrintPaperProps {
  /** What stands on the paper; it is shown as it will be printed. */
  readonly children: ReactNode;
}

/** A paper for a resident, shown and printed alone, on a roll of 58 or 80 mm or on a sheet. */
export function PrintPaper({ children }: PrintPaperProps) {
  const { t } = useTranslation('papers');
  const [size, setSize] = useState<Size>('roll80');
  return (
    <div className="print-paper">
      <div className={`paper-sheet is-${size}`}>{children}</div>
      <Choice
        label={t('size')}
        options={SIZES.map((value) => ({ value, label: t(`size.${value}`) }))}
        value={size}
        onChange={(value) => setSize(value ?? size)}
      />
      <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => print()}>
        {t('print')}
      </Button>
      {createPortal(
        <div className={`paper-printed is-${size}`} aria-hidden="true">
          {children}
        </div>,
        document.body,
      )}
    </div>
  );
}
