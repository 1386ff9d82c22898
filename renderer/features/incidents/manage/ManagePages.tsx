import { useTranslation } from 'react-i18next';
import { addressOf, goTo, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { ChevronLeft } from 'lucide-react';
import { incidentParts } from '../incident-parts';
import {
  INCIDENT_CALENDAR_PATH,
  INCIDENT_CATEGORIES_PATH,
  INCIDENT_RULES_PATH,
  INCIDENT_UNITS_PATH,
  incidentsPlace,
} from '../places';
import { CalendarSection } from './calendar/CalendarSection';
import { CategoriesSection } from './CategoriesSection';
import { manageParts } from './manage-parts';
import { RulesSection } from './RulesSection';
import { UnitsSection } from './units/UnitsSection';
import '../incidents.css';
import './manage.css';

const SECTIONS = [
  { id: 'categories', path: INCIDENT_CATEGORIES_PATH, Section: CategoriesSection },
  { id: 'units', path: INCIDENT_UNITS_PATH, Section: UnitsSection },
  { id: 'rules', path: INCIDENT_RULES_PATH, Section: RulesSection },
  { id: 'calendar', path: INCIDENT_CALENDAR_PATH, Section: CalendarSection },
] as const;

/** The tables by which incidents are sorted and sent out, for whoever keeps them. */
export function ManagePages() {
  useWords(incidentParts);
  useWords(manageParts);
  const { t } = useTranslation('incidentTables');
  const isTablet = useLayout() === 'tablet';
  const { path } = usePlace();
  const current = SECTIONS.find((section) => section.path === path) ?? SECTIONS[0];
  const { Section } = current;
  return (
    <div className="list-page incident-tables">
      <header className="page-head">
        <div className="tables-title">
          <button type="button" className="icon-button" aria-label={t('back')} onClick={() => goTo(incidentsPlace())}>
            <ChevronLeft size={isTablet ? 24 : 20} aria-hidden="true" />
          </button>
          <h1>{t('title')}</h1>
        </div>
        <nav className="tables-nav" aria-label={t('sections')}>
          {SECTIONS.map(({ id, path: to }) => (
            <a key={id} href={addressOf({ path: to, query: {} })} aria-current={id === current.id ? 'page' : undefined}>
              {t(`section.${id}`)}
            </a>
          ))}
        </nav>
      </header>
      <Section />
    </div>
  );
}
