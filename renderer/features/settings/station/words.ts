import { useTranslation } from 'react-i18next';
import { AREA_CODE_LENGTH, type AreaCodeCheck } from '#shared/domain/grids/area-code';

/** Says what is wrong with a community's code, and what to do. */
export function useAreaCodeText(): (check: Extract<AreaCodeCheck, { kind: 'wrong' }>) => string {
  const { t } = useTranslation('stationSettings');
  return (check) => {
    switch (check.problem) {
      case 'length':
        return t('area-code.length', { wanted: AREA_CODE_LENGTH, length: check.length });
      case 'unknown-region':
      case 'old-region':
        return t(`area-code.${check.problem}`, { region: check.region });
      default:
        return t(`area-code.${check.problem}`);
    }
  };
}
