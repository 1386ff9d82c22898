import { useTranslation } from 'react-i18next';
import { ASSESSED_FROM_YEARS } from '#shared/domain/ability/draft';
import { ageOn } from '#shared/domain/people/age';
import { Card, Empty, Loading, useWords } from '#renderer/ui/index';
import { useToday, type PersonRecord } from '../../people/index';
import { careParts } from '../care-parts';
import { AbilityNow, AssessmentActions } from './AbilityNow';
import { AssessmentHistory } from './AssessmentHistory';
import { useAssessments } from './queries';
import './assessment.css';
import './ability-of.css';
import './assessment-print.css';

/** What somebody can still do: the newest assessment that counts, the way to the next one, and all there were. */
export function AbilityOf({ person }: { readonly person: PersonRecord }) {
  useWords(careParts);
  const { t } = useTranslation(['care', 'ui']);
  const today = useToday();
  const shown = useAssessments(person.uid);
  if (!shown) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  const newest = shown.find(({ isReplaced }) => !isReplaced);
  if (!newest) {
    return (
      <Card title={t('of.title')}>
        {ageOn(person.birthDate, today) < ASSESSED_FROM_YEARS ? (
          <Empty title={t('too-young')} text={t('too-young.text', { years: ASSESSED_FROM_YEARS })} />
        ) : (
          <Empty
            title={t('of.none')}
            text={t('of.none.text')}
            action={<AssessmentActions person={person} newest={null} />}
          />
        )}
      </Card>
    );
  }
  return (
    <>
      <AbilityNow person={person} newest={newest} />
      <AssessmentHistory shown={shown} />
    </>
  );
}
