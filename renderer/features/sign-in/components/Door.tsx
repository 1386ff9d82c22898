import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '#renderer/ui/index';
import { LanguageButton } from './LanguageButton';
import { Mark } from './Mark';

interface DoorProps {
  /** Null while the hub is away. */
  readonly stationName: string | null;
  readonly isPractice?: boolean;
  readonly children: ReactNode;
}

/** The card before the pages: product, station, and whatever stands between somebody and the work. */
export function Door({ stationName, isPractice = false, children }: DoorProps) {
  const { t } = useTranslation('sign-in');
  return (
    <main className="sign-in">
      <div className="sign-in-card card">
        <header>
          <Mark size={40} />
          <div>
            <h1>{t('product')}</h1>
            <p>
              {stationName}
              {isPractice && <Tag>{t('practice')}</Tag>}
            </p>
          </div>
          <LanguageButton />
        </header>
        {children}
      </div>
    </main>
  );
}
