import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_BAND } from '#shared/domain/grids/household-band';
import type { ReshapeCheck } from '#shared/domain/grids/reshape-checks';
import { StatusShape } from '#renderer/ui/index';
import { PanelPart } from '../components/MapPanel';
import type { WhatGoes } from './use-facts';

interface BeforePartProps {
  readonly goes: WhatGoes | undefined;
  readonly checks: readonly ReshapeCheck[];
  /** Whether this device holds the people of all these grids. */
  readonly isComplete: boolean;
  /** What a part of the plan is called. */
  readonly partName: (part: number) => string;
  readonly gridName: (number: number) => string;
}

const COUNTED = ['buildings', 'homes', 'households', 'people', 'visits'] as const;

/** What will move, and what somebody should know before. */
export function BeforePart({ goes, checks, isComplete, partName, gridName }: BeforePartProps) {
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const words = (check: ReshapeCheck): string => {
    switch (check.kind) {
      case 'band': {
        const { part, place, households: count } = check;
        return t(`check.band.${place}`, { grid: partName(part), count, ...HOUSEHOLD_BAND });
      }
      case 'no-team':
        return t('check.no-team');
      case 'team-left': {
        const names = check.names.join(t('and', { ns: 'mapPage' }));
        return t('check.team-left', { grid: gridName(check.grid), names });
      }
      default:
        return t(`check.${check.kind}`, { count: check.count });
    }
  };
  return (
    <>
      <PanelPart title={t('goes.title')}>
        {!goes && (
          <p className="map-panel-quiet" role="status">
            {t('goes.reading')}
          </p>
        )}
        {goes?.buildings === 0 && <p className="map-panel-quiet">{t('goes.none')}</p>}
        {goes && goes.buildings > 0 && (
          <>
            <ul className="map-goes">
              {COUNTED.map((each) => (
                <li key={each}>{t(`goes.${each}`, { count: goes[each] })}</li>
              ))}
            </ul>
            <p className="map-panel-quiet">{t('goes.note')}</p>
          </>
        )}
        {!isComplete && <p className="map-panel-quiet">{t('goes.not-here')}</p>}
      </PanelPart>
      <PanelPart title={t('check.title')}>
        <ul className="map-findings">
          {checks.length === 0 && (
            <li className="map-finding">
              <StatusShape shape="done" />
              <span>{t('check.none')}</span>
            </li>
          )}
          {checks.map((check, at) => (
            <li key={`${check.kind}-${at}`} className="map-finding">
              <StatusShape shape="due" />
              <span>{words(check)}</span>
            </li>
          ))}
        </ul>
      </PanelPart>
    </>
  );
}
