import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { addressOf, Empty, goTo, usePlace } from '#renderer/ui/index';
import { visitsPlace } from '../visits/index';
import { AccessSection } from './access/AccessSection';
import { AuditSection } from './audit/AuditSection';
import { DevicesSection } from './devices/DevicesSection';
import { KeysSection } from './keys/KeysSection';
import { sectionsFor, SETTINGS_PATH, settingsPlace, type SectionName } from './places';
import { StaffSection } from './staff/StaffSection';
import './settings.css';
import './staff/staff.css';
import './access/access.css';
import './devices/devices.css';
import './audit/audit.css';

const PAGES: Readonly<Record<SectionName, () => React.ReactNode>> = {
  staff: () => <StaffSection />,
  access: () => <AccessSection />,
  devices: () => <DevicesSection />,
  keys: () => <KeysSection />,
  audit: () => <AuditSection />,
};

/** Who works here with which devices and keys, and what was done: the sections that the person's functions open. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { path } = usePlace();
  const sections = sectionsFor(useSession().staff.functions);
  const [first] = sections;
  if (first === undefined) {
    const back = <Button onClick={() => goTo(visitsPlace())}>{t('denied.back')}</Button>;
    return <Empty title={t('denied')} text={t('denied.text')} action={back} />;
  }
  const section = sections.find((each) => path === `${SETTINGS_PATH}/${each}`) ?? first;
  return (
    <div className="settings">
      <header className="settings-head">
        <h1>{t('title')}</h1>
        <nav aria-label={t('sections')}>
          {sections.map((each) => (
            <a key={each} href={addressOf(settingsPlace(each))} aria-current={each === section ? 'page' : undefined}>
              {t(`section.${each}`)}
            </a>
          ))}
        </nav>
      </header>
      <section className="settings-body" aria-label={t(`section.${section}`)}>
        {PAGES[section]()}
      </section>
    </div>
  );
}
