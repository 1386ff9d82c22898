import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CertificateProblem } from '#shared/domain/people/complete';
import { DISABILITY_KINDS, type CertificateDraft } from '#shared/domain/people/draft';
import { Field, Select } from '#renderer/ui/index';

interface CertificateFieldsProps {
  readonly draft: CertificateDraft;
  readonly onChange: (draft: CertificateDraft) => void;
  readonly problem: CertificateProblem | null;
}

const GRADES = [1, 2, 3, 4] as const;

/** Kind, grade, number and days of a disability certificate as typed. */
export function CertificateFields({ draft, onChange, problem }: CertificateFieldsProps) {
  const { t } = useTranslation(['person', 'people']);
  const isIncomplete = problem === 'incomplete';
  return (
    <div className="field-grid">
      <Field
        label={t('certificate.kind')}
        error={isIncomplete && draft.kind === null ? t('certificate.problem.incomplete') : null}
      >
        {(ties) => (
          <Select
            {...ties}
            value={draft.kind ?? ''}
            onChange={(value) => onChange({ ...draft, kind: DISABILITY_KINDS.find((each) => each === value) ?? null })}
          >
            <option value="">{t('choose')}</option>
            {DISABILITY_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`disability.${kind}`, { ns: 'people' })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('certificate.grade')}
        error={isIncomplete && draft.grade === null ? t('certificate.problem.incomplete') : null}
      >
        {(ties) => (
          <Select
            {...ties}
            value={String(draft.grade ?? '')}
            onChange={(value) => onChange({ ...draft, grade: value === '' ? null : Number(value) })}
          >
            <option value="">{t('choose')}</option>
            {GRADES.map((grade) => (
              <option key={grade} value={grade}>
                {t('certificate.grade.of', { grade })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('certificate.number')} hint={t('optional')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={40}
            value={draft.number}
            onChange={(event) => onChange({ ...draft, number: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('certificate.issuedOn')}
        error={problem === 'future' || problem === 'not-a-date' ? t(`certificate.problem.${problem}`) : null}
      >
        {(ties) => (
          <Input
            {...ties}
            type="date"
            value={draft.issuedOn}
            onChange={(event) => onChange({ ...draft, issuedOn: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('certificate.expiresOn')}
        error={problem === 'expires-before-issue' ? t('certificate.problem.expires-before-issue') : null}
      >
        {(ties) => (
          <Input
            {...ties}
            type="date"
            value={draft.expiresOn}
            onChange={(event) => onChange({ ...draft, expiresOn: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
