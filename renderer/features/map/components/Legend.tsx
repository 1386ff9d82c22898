import { useTranslation } from 'react-i18next';
import { useSight, type MapControl } from '#renderer/ui/map/index';
import { StatusShape } from '#renderer/ui/index';

const KEY_PEOPLE_FROM = 17;

/** What the marks on the map mean, bottom left; printed too. */
export function Legend({ control }: { readonly control: MapControl | null }) {
  const { t } = useTranslation('mapPage');
  return (
    <ul className="map-legend map-over" aria-label={t('legend')}>
      <li>
        <i className="legend-grid" aria-hidden="true" />
        {t('legend.grid')}
      </li>
      <li>
        <StatusShape shape="due" />
        {t('legend.watch')}
      </li>
      <li>
        <i className="legend-person" aria-hidden="true" />
        {control ? <PersonWords control={control} /> : t('legend.person')}
      </li>
      <li>
        <i className="legend-points" aria-hidden="true" />
        {t('legend.points')}
      </li>
    </ul>
  );
}

/** Key people are not drawn from afar; then the legend says so. */
function PersonWords({ control }: { readonly control: MapControl }) {
  const { t } = useTranslation('mapPage');
  const { zoom } = useSight(control);
  return t(zoom >= KEY_PEOPLE_FROM ? 'legend.person' : 'legend.person.later');
}
