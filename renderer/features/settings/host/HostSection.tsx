import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { HostState } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { momentText, StatusShape, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { Asked } from '../components/Asked';
import { useLoaded } from '../use-loaded';
import { AddressesCard, CertificateCard, DiskCard, RunningCard } from './MachineCards';
import { DatabasesCard, DevicesCard, LogCard } from './DataCards';
import { hostTroubles, type HostTrouble } from './troubles';
import { bytesText } from './words';

/** Asked again that often: after a restart the page is whole by itself. */
const EVERY_MS = 15_000;

/** How the station's host is, on one page: a sentence first, then everything that somebody who comes once a quarter looks for. */
export function HostSection() {
  const { admin } = useStation();
  const loaded = useLoaded('host', () => admin.hostState());
  const { reload } = loaded;
  useEffect(() => {
    const timer = setInterval(reload, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return <Asked loaded={loaded}>{(state) => <Host state={state} />}</Asked>;
}

function Host({ state }: { readonly state: HostState }) {
  return (
    <div className="host-page">
      <Headline state={state} />
      <div className="host-cards">
        <RunningCard state={state} />
        <DiskCard state={state} />
        <CertificateCard state={state} />
        <AddressesCard state={state} />
        <DatabasesCard state={state} />
        <div className="host-stack">
          <DevicesCard state={state} />
          <LogCard state={state} />
        </div>
      </div>
    </div>
  );
}

function Headline({ state }: { readonly state: HostState }) {
  const { t } = useTranslation('host');
  const language = useLanguage();
  const today = useToday();
  const troubleText = useTroubleText();
  const troubles = hostTroubles(state);
  return (
    <header className="host-headline">
      <h2 aria-live="polite">
        <StatusShape shape={troubles.length > 0 ? 'due' : 'done'} size={18} />
        {troubles.length > 0 ? t('troubles', { count: troubles.length }) : t('well')}
      </h2>
      {troubles.length > 0 && (
        <ul>
          {troubles.map((trouble) => (
            <li key={'name' in trouble ? `${trouble.kind} ${trouble.name}` : trouble.kind}>{troubleText(trouble)}</li>
          ))}
        </ul>
      )}
      <p>{t('as-of', { moment: momentText(state.nowMs, today, language) })}</p>
    </header>
  );
}

function useTroubleText(): (trouble: HostTrouble) => string {
  const { t } = useTranslation('host');
  return (trouble) => {
    switch (trouble.kind) {
      case 'service':
        return t('trouble.service', { name: trouble.name });
      case 'disk':
        return t('trouble.disk', { free: bytesText(trouble.freeBytes) });
      case 'certificate':
        return trouble.days < 0 ? t('trouble.certificate.over') : t('trouble.certificate', { count: trouble.days });
      case 'log':
        return t('trouble.log', { count: trouble.lines });
      case 'map':
        return t('trouble.map', { name: trouble.name, why: t(`map.${trouble.problem}`) });
    }
  };
}
