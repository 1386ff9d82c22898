import { useTranslation } from 'react-i18next';
import { accessOf, type Subject } from '#shared/domain/access/access';
import { accessDifferences } from '#shared/domain/access/statements';
import { useSession } from '#renderer/data/index';
import { Statement } from './PlainWords';

interface AccessChangeProps {
  /** As the account is; null for one that is being made, which could do nothing before. */
  readonly before: Subject | null;
  readonly after: Subject;
}

const NOTHING = { role: 'partner', functions: [], places: [], keys: [] } as const;

/** What saving changes about what somebody sees and does, side by side; nothing while it changes nothing. */
export function AccessChange({ before, after }: AccessChangeProps) {
  const { t } = useTranslation('access');
  const { stationGrids } = useSession();
  const differences = accessDifferences(
    before ? accessOf(before, stationGrids) : NOTHING,
    accessOf(after, stationGrids),
  );
  return (
    <div role="status">
      {differences.length > 0 && (
        <table className="access-change">
          <caption>{t(before ? 'change' : 'change.new')}</caption>
          {before && (
            <thead>
              <tr>
                <th scope="col">{t('change.before')}</th>
                <th scope="col">{t('change.after')}</th>
              </tr>
            </thead>
          )}
          <tbody>
            {differences.map(({ topic, before: old, after: next }) => (
              <tr key={topic}>
                {before && (
                  <td>
                    <Statement statement={old} />
                  </td>
                )}
                <td>
                  <Statement statement={next} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
