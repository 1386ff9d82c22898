import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable, useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import { useUidsOf } from '../../people/index';

interface OlderVisitsProps {
  readonly personUid: string;
}

type Asking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'came'; readonly count: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** The way to visits that this device leaves at the station; nothing where it leaves none. */
export function OlderVisits({ personUid }: OlderVisitsProps) {
  const { t } = useTranslation('visits');
  const { older } = useStation();
  const left = useObservable(older.budget$)?.left['visit'];
  const uids = useUidsOf(personUid);
  const [asking, setAsking] = useState<Asking>({ kind: 'idle' });
  if (left === undefined) return null;
  const load = () => {
    setAsking({ kind: 'asking' });
    older.loadVisits(uids).then(
      (count) => setAsking({ kind: 'came', count }),
      (error: unknown) => setAsking({ kind: 'failed', error }),
    );
  };
  return (
    <div className="history-older" role="status">
      {asking.kind === 'came' ? (
        <p>{asking.count === 0 ? t('history.older.none') : t('history.older.came', { count: asking.count })}</p>
      ) : (
        <p>
          {t('history.older')}{' '}
          <button type="button" className="link-button" disabled={asking.kind === 'asking'} onClick={load}>
            {t(asking.kind === 'asking' ? 'history.older.loading' : 'history.older.load')}
          </button>
        </p>
      )}
      {asking.kind === 'failed' && <ErrorNotice error={asking.error} />}
    </div>
  );
}
