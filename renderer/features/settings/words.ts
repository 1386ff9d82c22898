import { useTranslation } from 'react-i18next';
import { accessOf } from '#shared/domain/access/access';
import type { AccountView } from '#shared/ipc/admin-api';
import { useSession } from '#renderer/data/index';

/** Says which grids: all of them, the numbers in their order, or none. */
export function useGridsText(): (gridNumbers: readonly number[]) => string {
  const { t } = useTranslation('settings');
  const { stationGrids } = useSession();
  return (gridNumbers) => {
    const own = stationGrids.filter((number) => gridNumbers.includes(number));
    if (own.length === 0) return t('none');
    if (own.length === stationGrids.length && own.length > 1) return t('grid.all');
    return t('grid', { number: own.join(t('join')) });
  };
}

/** Says which grids' data an account opens; a manager works in none and opens all. */
export function useOpenGridsText(): (account: AccountView) => string {
  const { stationGrids } = useSession();
  const gridsText = useGridsText();
  return ({ post: actor, functions, gridNumbers }) => {
    const { places } = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return gridsText(places.flatMap(({ gridNumber }) => gridNumber ?? []));
  };
}
