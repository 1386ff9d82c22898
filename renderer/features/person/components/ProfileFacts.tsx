import { useTranslation } from 'react-i18next';
import { EDUCATION_CODES } from '#shared/codes/education';
import { ETHNIC_CODES } from '#shared/codes/ethnic-groups';
import { MARITAL_CODES, POLITICAL_CODES } from '#shared/codes/social';
import { PROFILE_FIELDS } from '#shared/domain/people/draft';
import type { PersonProfile } from '#shared/schema/types/person';
import { useUnsealed } from '#renderer/data/index';
import { Card, useLanguage } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';

const CODES = {
  ethnicity: ETHNIC_CODES,
  education: EDUCATION_CODES,
  maritalStatus: MARITAL_CODES,
  politicalStatus: POLITICAL_CODES,
} as const;

/** What a register knows besides, as far as somebody said it; nothing where nobody did, or it is not for the reader. */
export function ProfileFacts({ person: { uid, profile } }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('person');
  const language = useLanguage();
  const said = useUnsealed<PersonProfile>(profile, { uid, field: 'profile' });
  const known = PROFILE_FIELDS.flatMap((field) => (said?.[field] ? [[field, said[field]] as const] : []));
  if (known.length === 0) return null;
  const words = (field: keyof PersonProfile, value: string): string => {
    if (field === 'workplace' || field === 'formerName') return value;
    return CODES[field].find(({ code }) => code === value)?.[language] ?? value;
  };
  return (
    <Card title={t('profile.title')}>
      <dl className="facts">
        {known.map(([field, value]) => (
          <div key={field}>
            <dt>{t(`profile.${field}`)}</dt>
            <dd>{words(field, value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
