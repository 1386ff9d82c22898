import { useTranslation } from 'react-i18next';
import { goTo, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { DecisionsView } from './components/DecisionsView';
import { FindingsView } from './components/FindingsView';
import { NightsView } from './components/NightsView';
import { RulesView } from './components/RulesView';
import { qualityAddressOf, qualityPlace, QUALITY_VIEWS, type QualityView } from './places';
import { qualityParts } from './quality-parts';
import './quality.css';
import './quality-table.css';

const VIEWS: Readonly<Record<QualityView, () => React.ReactNode>> = {
  findings: FindingsView,
  decisions: DecisionsView,
  nights: NightsView,
  rules: RulesView,
};

/** What does not fit in the register, with the press that mends it; what was done about it; what the nights found; the rules. */
export function QualityPage() {
  useWords(qualityParts);
  const { t } = useTranslation('quality');
  const { view, open } = qualityAddressOf(usePlace().query);
  const isCovered = useLayout() === 'tablet' && view === 'findings' && open !== '';
  const View = VIEWS[view];
  return (
    <div className="quality">
      <header className="page-head" hidden={isCovered}>
        <h1>{t('nav')}</h1>
        <div className="tabs" role="group" aria-label={t('view.label')}>
          {QUALITY_VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === view}
              onClick={() => goTo(qualityPlace({ view: each }))}
            >
              {t(`view.${each}`)}
            </button>
          ))}
        </div>
      </header>
      <View />
    </div>
  );
}
