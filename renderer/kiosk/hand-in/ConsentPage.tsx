import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import './hand-in.css';

interface ConsentPageProps {
  readonly part: string;
  /** What it is about. */
  readonly name: string;
  readonly sub: string;
  readonly onYes: () => void;
  readonly onBack: () => void;
}

/** What becomes of what somebody types, before they type it. */
export function ConsentPage({ part, name, sub, onYes, onBack }: ConsentPageProps) {
  const { t } = useTranslation('kioskHandIn');
  return (
    <Screen part={part} title={name} sub={sub} onBack={onBack}>
      <div className="kiosk-rows is-few">
        <section className="kiosk-steps">
          <h2>{t('consent.title')}</h2>
          <ul>
            <li>{t('consent.sealed')}</li>
            <li>{t('consent.kept')}</li>
            <li>{t('consent.use')}</li>
          </ul>
        </section>
        <BigButton look="main" icon="pen" onPress={onYes}>
          {t('consent.yes')}
        </BigButton>
      </div>
    </Screen>
  );
}
