import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { setsUpstream } from '#shared/domain/access/access';
import type { UpstreamView } from '#shared/ipc/upstream-api';
import { useStation } from '#renderer/data/index';
import { Asked } from '../components/Asked';
import { useAccess } from '../use-access';
import { useLoaded } from '../use-loaded';
import { DatabasesCard } from './DatabasesCard';
import { Headline } from './Headline';
import { UpstreamForm } from './UpstreamForm';

/** While it is looked at, it shows how far things have come. */
const EVERY_MS = 5_000;

/** The district's centre behind the station: how it stands, database by database, and its address for those who set it. */
export function UpstreamSection() {
  const { admin } = useStation();
  const loaded = useLoaded('upstream', () => admin.upstream());
  const { reload } = loaded;
  useEffect(() => {
    const timer = setInterval(reload, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return <Asked loaded={loaded}>{(view) => <Upstream view={view} onChanged={reload} />}</Asked>;
}

function Upstream({ view, onChanged }: { readonly view: UpstreamView; readonly onChanged: () => void }) {
  const { t } = useTranslation('upstream');
  const maySet = setsUpstream(useAccess());
  return (
    <div className="upstream-page">
      <Headline view={view} maySet={maySet} onChanged={onChanged} />
      <div className="upstream-columns">
        {view.databases.length > 0 && <DatabasesCard databases={view.databases} />}
        {maySet ? <UpstreamForm view={view} onChanged={onChanged} /> : <p className="quiet">{t('reader.text')}</p>}
      </div>
    </div>
  );
}
