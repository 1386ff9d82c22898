import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { HostState } from '#shared/ipc/admin-api';
import { Card, dayText, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { HostFacts } from './Facts';
import { certificateDays, hostTroubles } from './troubles';
import { bytesText, useLastedText } from './words';

interface CardProps {
  readonly state: HostState;
}

/** What runs, since when, and whether every part of it is well. */
export function RunningCard({ state }: CardProps) {
  const { t } = useTranslation('host');
  const language = useLanguage();
  const today = useToday();
  const lasted = useLastedText();
  const { version, platform, startedAtMs, nowMs, services } = state;
  const ill = services.filter(({ ok }) => !ok);
  return (
    <Card title={t('running')}>
      <p className="host-figure">
        {lasted(nowMs - startedAtMs)}
        <span>{t('running.since', { moment: momentText(startedAtMs, today, language) })}</span>
      </p>
      <HostFacts
        facts={[
          [t('version'), version],
          [t('platform'), platform],
          [
            t('services'),
            ill.length === 0 ? (
              <Pill shape="done">{t('services.well', { count: services.length })}</Pill>
            ) : (
              <Pill shape="due">{t('services.ill', { names: ill.map(({ name }) => name).join(', ') })}</Pill>
            ),
          ],
        ]}
      />
    </Card>
  );
}

/** How full the disk is, how much of it is the station's, and that nothing is backed up by itself. */
export function DiskCard({ state }: CardProps) {
  const { t } = useTranslation('host');
  const { bytes, freeBytes, diskBytes, folder } = state.data;
  const usedPercent = Math.floor(((diskBytes - freeBytes) / diskBytes) * 100);
  const isTight = hostTroubles(state).some(({ kind }) => kind === 'disk');
  return (
    <Card title={t('disk')}>
      <p className="host-figure">
        {t('disk.used', { percent: usedPercent })}
        <span>{t('disk.free', { free: bytesText(freeBytes), whole: bytesText(diskBytes) })}</span>
      </p>
      <div className={`host-bar${isTight ? ' is-tight' : ''}`} aria-hidden="true">
        <i style={{ inlineSize: `${usedPercent}%` }} />
      </div>
      <HostFacts
        facts={[
          [t('data.size'), bytesText(bytes)],
          [t('data.folder'), <code key="folder">{folder}</code>],
          [
            t('backup'),
            <Pill key="backup" shape="due">
              {t('backup.none')}
            </Pill>,
          ],
        ]}
      />
      <p className="host-note">{t('backup.none.text')}</p>
    </Card>
  );
}

/** Until when the certificate holds, and what it is for. */
export function CertificateCard({ state }: CardProps) {
  const { t } = useTranslation('host');
  const language = useLanguage();
  const today = useToday();
  const { names, untilMs, authorityFingerprint } = state.certificate;
  const days = certificateDays(state);
  return (
    <Card title={t('certificate')}>
      <p className="host-figure">
        {dayText(dateAtStation(untilMs), today, language)}
        <span>{days < 0 ? t('certificate.over') : t('certificate.days', { count: days })}</span>
      </p>
      <HostFacts
        facts={[
          [t('certificate.names'), <code key="names">{names.join(' ')}</code>],
          [t('certificate.authority'), <code key="authority">{authorityFingerprint}</code>],
        ]}
      />
      <p className="host-note">{t('certificate.renews')}</p>
    </Card>
  );
}

/** Where the host answers: on this machine, on the LAN, and where a new tablet begins. */
export function AddressesCard({ state }: CardProps) {
  const { t } = useTranslation('host');
  const { loopback, named, lan, certificatePage, residents } = state.addresses;
  const address = (label: string, origin: string | null) =>
    origin === null ? null : ([label, <code key={label}>{origin}</code>] as const);
  return (
    <Card title={t('addresses')}>
      <HostFacts
        facts={[
          address(t('address.named'), named),
          lan.length === 0
            ? null
            : [
                t('address.lan'),
                <span key="lan" className="host-lines">
                  {lan.map((origin) => (
                    <code key={origin}>{origin}</code>
                  ))}
                </span>,
              ],
          address(t('address.certificate'), certificatePage),
          address(t('address.residents'), residents),
          address(t('address.loopback'), loopback),
        ]}
      />
      {named === null && <p className="host-note">{t('address.no-lan')}</p>}
    </Card>
  );
}
