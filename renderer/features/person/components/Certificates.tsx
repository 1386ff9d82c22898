import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { validCertificate } from '#shared/domain/people/membership';
import { maskCitizenId } from '#shared/domain/privacy/mask';
import type { Disability } from '#shared/schema/types/person';
import { isSealed } from '#shared/schema/value-class';
import { useStation, useUnsealed } from '#renderer/data/index';
import { Card, dayText, Pill, useLanguage } from '#renderer/ui/index';
import { gridNumberOf, scopeOf, SealedValue, useMayWrite } from '../../people/index';
import { useRound } from '../../visits/index';
import { setCertificateStatus, type CertificateRecord } from '../commands/certificates';
import { CertificateForm } from './CertificateForm';
import type { PartProps } from './PersonFile';
import './papers.css';

/** The disability certificates on record, the latest first; the one that counts says what the file says. */
export function Certificates({ person, dossier, action }: PartProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const mayWrite = useMayWrite();
  const grid = gridNumberOf(person._id);
  const [isAdding, setIsAdding] = useState(false);
  const all = [...dossier.certificates].sort((a, b) => ((a.issuedOn ?? '') < (b.issuedOn ?? '') ? 1 : -1));
  const counting = validCertificate(all);
  const setStatus = (certificate: CertificateRecord, status: 'valid' | 'withdrawn') =>
    action.run(async () => {
      await setCertificateStatus(station, person, all, certificate, status);
      const back = status === 'valid' ? 'withdrawn' : 'valid';
      return {
        text: t(`certificate.done.${status}`),
        undo: () => setCertificateStatus(station, person, all, certificate, back),
      };
    });
  return (
    <Card
      title={t('certificates.title')}
      aside={
        mayWrite('create', 'certificate', grid) &&
        !isAdding && (
          <Button
            type="link"
            size="small"
            className="card-action"
            icon={<Plus size={16} aria-hidden="true" />}
            onClick={() => setIsAdding(true)}
          >
            {t(all.length === 0 ? 'certificate.add' : 'certificate.renew')}
          </Button>
        )
      }
    >
      <ul className="lines">
        {all.length === 0 && !isAdding && (
          <li className="quiet">{t(person.disability ? 'certificates.only-file' : 'certificates.none')}</li>
        )}
        {isAdding && (
          <li className="line-form">
            <CertificateForm person={person} others={all} onClose={() => setIsAdding(false)} />
          </li>
        )}
        {all.map((certificate) => (
          <CertificateLine
            key={certificate._id}
            certificate={certificate}
            counts={certificate === counting}
            onStatus={mayWrite('edit', 'certificate', grid) ? (status) => void setStatus(certificate, status) : null}
          />
        ))}
      </ul>
    </Card>
  );
}

interface CertificateLineProps {
  readonly certificate: CertificateRecord;
  readonly counts: boolean;
  readonly onStatus: ((status: 'valid' | 'withdrawn') => void) | null;
}

function CertificateLine({ certificate, counts, onStatus }: CertificateLineProps) {
  const { t } = useTranslation(['person', 'people']);
  const language = useLanguage();
  const { today } = useRound();
  const { uid, holds, status, issuedOn, expiresOn, number } = certificate;
  const opened = useUnsealed<Disability>(isSealed(holds) ? holds : null, { uid, field: 'holds' });
  const said = isSealed(holds) ? opened : holds;
  const day = (date: string) => dayText(date, today, language);
  const isLapsed = expiresOn !== null && expiresOn < today;
  return (
    <li className="certificate-line">
      <div>
        <b>
          {said
            ? t('disability.text', {
                ns: 'people',
                kind: t(`disability.${said.kind}`, { ns: 'people' }),
                grade: said.grade,
              })
            : t('certificate.unknown')}
        </b>
        <SealedValue
          sealed={number}
          subject={{ type: 'certificate', scope: scopeOf(certificate._id), uid, field: 'number' }}
          label={t('certificate.number')}
          mask={maskCitizenId}
        />
        <span className="quiet">
          {issuedOn !== null && t('certificate.issued', { day: day(issuedOn) })}{' '}
          {expiresOn !== null && t('certificate.expires', { day: day(expiresOn) })}
        </span>
      </div>
      <div className="line-actions">
        {status === 'withdrawn' ? (
          <Pill shape="paused">{t('certificate.withdrawn')}</Pill>
        ) : isLapsed ? (
          <Pill shape="due">{t('certificate.lapsed')}</Pill>
        ) : counts ? (
          <Pill shape="done">{t('certificate.valid')}</Pill>
        ) : (
          <Pill shape="idle">{t('certificate.older')}</Pill>
        )}
        {onStatus && (
          <button
            type="button"
            className="link-button"
            onClick={() => onStatus(status === 'valid' ? 'withdrawn' : 'valid')}
          >
            {t(status === 'valid' ? 'certificate.withdraw' : 'certificate.restore')}
          </button>
        )}
      </div>
    </li>
  );
}
