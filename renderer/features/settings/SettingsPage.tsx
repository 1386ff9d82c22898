import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { addressOf, usePlace, useWords } from '#renderer/ui/index';
import { loadHallSection } from '../hall/index';
import { AccessSection } from './access/AccessSection';
import { AuditSection } from './audit/AuditSection';
import { ConnectorsSection } from './connectors/ConnectorsSection';
import { DevicesSection } from './devices/DevicesSection';
import { GridsSection } from './grids/GridsSection';
import { HostSection } from './host/HostSection';
import { KeptSection } from './kept/KeptSection';
import { KeysSection } from './keys/KeysSection';
import { PhrasesSection } from './phrases/PhrasesSection';
import { sectionsFor, SETTINGS_PATH, settingsPlace, type SectionName } from './places';
import { PrintersSection } from './printers/PrintersSection';
import { sectionParts } from './section-parts';
import { SettingsHome } from './SettingsHome';
import { StaffSection } from './staff/StaffSection';
import { StationSection } from './station/StationSection';
import { UpstreamSection } from './upstream/UpstreamSection';
import './settings.css';
import './components/side-panel.css';
import './home.css';
import './station/station.css';
import './grids/grids.css';
import './phrases/phrases-section.css';
import './staff/staff.css';
import './access/access.css';
import './host/host.css';
import './upstream/upstream.css';
import './connectors/connectors.css';
import './devices/devices.css';
import './kept/kept.css';
import './audit/audit.css';

const HallSection = lazy(loadHallSection);

const PAGES: Readonly<Record<SectionName, () => React.ReactNode>> = {
  station: () => <StationSection />,
  grids: () => <GridsSection />,
  hall: () => (
    <Suspense fallback={null}>
      <HallSection />
    </Suspense>
  ),
  phrases: () => <PhrasesSection />,
  staff: () => <StaffSection />,
  access: () => <AccessSection />,
  host: () => <HostSection />,
  upstream: () => <UpstreamSection />,
  connectors: () => <ConnectorsSection />,
  printers: () => <PrintersSection />,
  devices: () => <DevicesSection />,
  kept: () => <KeptSection />,
  keys: () => <KeysSection />,
  audit: () => <AuditSection />,
};

/**
 * The station, its people and machines: a first page that lists what is open to the person, and the sections behind it. For people to
 * whom at least one section is open.
 */
export function SettingsPage() {
  useWords(sectionParts);
  const { t } = useTranslation('settings');
  const { path } = usePlace();
  const sections = sectionsFor(useSession().staff);
  // Whoever has one section alone need not choose from a list of one.
  const section =
    sections.find((each) => path === `${SETTINGS_PATH}/${each}`) ?? (sections.length === 1 ? sections[0] : null);
  return (
    <div className="settings">
      <header className="settings-head">
        <h1>{section ? <a href={addressOf(settingsPlace())}>{t('title')}</a> : t('title')}</h1>
        {section && <SectionNav sections={sections} current={section} />}
      </header>
      {section ? (
        <section className="settings-body" aria-label={t(`section.${section}`)}>
          {PAGES[section]()}
        </section>
      ) : (
        <SettingsHome sections={sections} />
      )}
    </div>
  );
}

interface SectionNavProps {
  readonly sections: readonly SectionName[];
  readonly current: SectionName;
}

function SectionNav({ sections, current }: SectionNavProps) {
  const { t } = useTranslation('settings');
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the list scrolls: where one is has to be in view.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav ref={nav} aria-label={t('sections')}>
      {sections.map((each) => (
        <a key={each} href={addressOf(settingsPlace(each))} aria-current={each === current ? 'page' : undefined}>
          {t(`section.${each}`)}
        </a>
      ))}
    </nav>
  );
}
