import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/ui/index';
import { useGridsText } from '../words';
import type { Area } from './overview';

const ACTIONS = ['read', 'create', 'edit'] as const;

/** One kind of database with its types of records: seen, made, changed. */
export function AreaTable({ area: { kind, gridNumbers, types } }: { readonly area: Area }) {
  const { t } = useTranslation('access');
  const language = useLanguage();
  const gridsText = useGridsText();
  const name = kind === 'grid' ? gridsText(gridNumbers) : t(`area.${kind}`);
  if (types.length === 0) return <p className="access-text">{t('area.empty', { name })}</p>;
  return (
    <table className="access-table">
      <thead>
        <tr>
          <th scope="col">{name}</th>
          {ACTIONS.map((action) => (
            <th key={action} scope="col">
              {t(`action.${action}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map((row) => (
          <tr key={row.type}>
            <th scope="row">{row.title[language]}</th>
            {ACTIONS.map((action) => (
              <td key={action}>
                {row[action] ? <Check size={16} aria-hidden="true" /> : <Minus size={16} aria-hidden="true" />}
                <span className="visually-hidden">{t(row[action] ? 'yes' : 'no')}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
