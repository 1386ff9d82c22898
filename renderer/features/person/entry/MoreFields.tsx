import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { EDUCATION_CODES } from '#shared/codes/education';
import { ETHNIC_CODES } from '#shared/codes/ethnic-groups';
import { MARITAL_CODES, POLITICAL_CODES } from '#shared/codes/social';
import { EMPTY_CERTIFICATE, type PersonStatus } from '#shared/domain/people/draft';
import { Card, Choice, Field, Select, useLanguage } from '#renderer/ui/index';
import { CertificateFields } from '../components/CertificateFields';
import type { FieldsProps } from './PersonForm';

const STATUSES = ['living-here', 'moved-out', 'deceased'] as const satisfies readonly PersonStatus[];
const CODED = [
  ['ethnicity', ETHNIC_CODES],
  ['education', EDUCATION_CODES],
  ['maritalStatus', MARITAL_CODES],
  ['politicalStatus', POLITICAL_CODES],
] as const;
const WRITTEN = [
  ['workplace', 120],
  ['formerName', 60],
] as const;

/** What a register asks besides: status, living alone, a certificate, and the profile. Nothing of it has to be filled in. */
export function MoreFields(props: FieldsProps) {
  const { t } = useTranslation('person-form');
  const { entry, person, problemOf } = props;
  const { draft, change } = entry;
  const certificate = problemOf('certificate');
  return (
    <>
      <Card title={t('care.title')}>
        <div className="entry-fields">
          <Field label={t('status')}>
            {(ties) => (
              <Select
                {...ties}
                value={draft.status}
                onChange={(value) => change({ status: STATUSES.find((each) => each === value) ?? 'living-here' })}
              >
                {STATUSES.map((status) => (
                  <option key={status} value={status}>
                    {t(`status.${status}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <AloneField {...props} />
          {person === null && (
            <div className="field is-wide">
              <span className="field-label">{t('certificate')}</span>
              <Choice
                label={t('certificate')}
                options={[
                  { value: 'no', label: t('certificate.no') },
                  { value: 'yes', label: t('certificate.yes') },
                ]}
                value={draft.certificate ? 'yes' : 'no'}
                onChange={(value) => change({ certificate: value === 'yes' ? EMPTY_CERTIFICATE : null })}
              />
              {draft.certificate && (
                <div className="field-below">
                  <CertificateFields
                    draft={draft.certificate}
                    problem={certificate}
                    onChange={(next) => change({ certificate: next })}
                  />
                </div>
              )}
            </div>
          )}
        </div>
      </Card>
      <Profile {...props} />
    </>
  );
}

function AloneField({ entry: { draft, change, context }, problemOf }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const problem = problemOf('alone');
  const { alone } = draft;
  return (
    <div className="field is-wide">
      <span className="field-label">{t('alone')}</span>
      <Choice
        label={t('alone')}
        options={[
          { value: 'unset', label: t('alone.unset') },
          { value: 'yes', label: t('alone.yes') },
          { value: 'no', label: t('alone.no') },
        ]}
        value={alone === null ? 'unset' : alone.value ? 'yes' : 'no'}
        onChange={(value) =>
          change({
            alone:
              value === 'unset' || value === null
                ? null
                : { value: value === 'yes', declaredOn: alone?.declaredOn ?? context.today },
          })
        }
      />
      {alone && (
        <div className="field-below">
          <Field label={t('alone.on')} error={problem && t(`date.${problem}`)}>
            {(ties) => (
              <Input
                {...ties}
                type="date"
                max={context.today}
                value={alone.declaredOn}
                onChange={(event) => change({ alone: { ...alone, declaredOn: event.target.value } })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

function Profile({ entry: { draft, change } }: FieldsProps) {
  const { t } = useTranslation('person-form');
  const language = useLanguage();
  const set = (part: Partial<typeof draft.profile>) => change({ profile: { ...draft.profile, ...part } });
  return (
    <Card title={t('profile.title')}>
      <div className="entry-fields">
        {CODED.map(([field, rows]) => (
          <Field key={field} label={t(`profile.${field}`)}>
            {(ties) => (
              <Select {...ties} value={draft.profile[field]} onChange={(value) => set({ [field]: value })}>
                <option value="">{t('profile.unset')}</option>
                {rows.map((row) => (
                  <option key={row.code} value={row.code}>
                    {row[language]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        {WRITTEN.map(([field, limit]) => (
          <Field key={field} label={t(`profile.${field}`)}>
            {(ties) => (
              <Input
                {...ties}
                maxLength={limit}
                value={draft.profile[field]}
                onChange={(event) => set({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </Card>
  );
}
