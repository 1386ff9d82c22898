import { Button } from 'antd';
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#renderer/ui/index';
import { useSession } from '#renderer/data/index';
import { setsHallOf, worksAtCounterOf } from '../counter/index';
import { callLogPlace, figuresPlace, hallFiguresPlace } from './places';

interface FiguresHeadProps {
  readonly page: 'service' | 'hall' | 'calls';
  /** The days, in words. */
  readonly days: string;
  /** Buttons beside printing. */
  readonly children: ReactNode;
}

/** Title and days, the way to the other pages of figures, and the paper. */
export function FiguresHead({ page, days, children }: FiguresHeadProps) {
  const { t } = useTranslation('figures');
  const { staff } = useSession();
  const places = { service: figuresPlace(), hall: hallFiguresPlace(), calls: callLogPlace() } as const;
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t(`title.${page}`)}</h1>
          <p>{days}</p>
        </div>
        <div className="page-actions">
          {children}
          <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        </div>
      </header>
      {worksAtCounterOf(staff) && (
        <nav className="figures-tabs" aria-label={t('pages')}>
          {(setsHallOf(staff) ? (['service', 'hall', 'calls'] as const) : (['service', 'hall'] as const)).map(
            (each) => (
              <a key={each} href={addressOf(places[each])} aria-current={each === page ? 'page' : undefined}>
                {t(`title.${each}`)}
              </a>
            ),
          )}
        </nav>
      )}
    </>
  );
}
