import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { certificateProblem, plainCertificate } from '#shared/domain/people/complete';
import { EMPTY_CERTIFICATE } from '#shared/domain/people/draft';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, PrivateForm } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { addCertificate, type CertificateRecord } from '../commands/certificates';
import { useAction } from '../use-action';
import { CertificateFields } from './CertificateFields';

interface CertificateFormProps {
  readonly person: PersonRecord;
  readonly others: readonly CertificateRecord[];
  readonly onClose: () => void;
}

/** Writes down a certificate that somebody holds. */
export function CertificateForm({ person, others, onClose }: CertificateFormProps) {
  const { t } = useTranslation('person');
  const station = useStation();
  const { today } = useRound();
  const action = useAction();
  const [draft, setDraft] = useState(EMPTY_CERTIFICATE);
  const [wasTried, setWasTried] = useState(false);
  const problem = certificateProblem(draft, today)?.problem ?? null;
  const save = async () => {
    setWasTried(true);
    const plain = plainCertificate(draft);
    if (problem || !plain) return;
    const isSaved = await action.run(async () => {
      await addCertificate(station, person, others, plain);
      return null;
    });
    if (isSaved) onClose();
  };
  return (
    <PrivateForm className="small-form" aria-label={t('certificate.add')} onSubmit={() => void save()}>
      <CertificateFields draft={draft} onChange={setDraft} problem={wasTried ? problem : null} />
      {action.failure && <ErrorNotice error={action.failure.error} />}
      <div className="form-actions">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={action.isBusy}>
          {t('save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
