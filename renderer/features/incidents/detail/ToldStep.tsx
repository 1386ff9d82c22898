import { useTranslation } from 'react-i18next';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { useUnsealed } from '#renderer/data/index';
import type { ShownIncident } from '../view';
import './steps.css';

interface ToldStepProps {
  readonly view: ShownIncident;
  readonly step: IncidentStep;
}

/** What a step says to the resident: the words, and how many photos. Nothing where it leaves that as it was. */
export function ToldStep({ view, step }: ToldStepProps) {
  const { t } = useTranslation(['incidents', 'ui']);
  const { told, shownPhotoIds } = step;
  const words = useUnsealed<string>(told ?? null, { uid: view.record.uid, field: 'steps.told', entryId: step.id });
  if (shownPhotoIds === undefined) return null;
  const { steps } = view.standing;
  const before = steps.slice(
    0,
    steps.findIndex((counted) => counted.step === step),
  );
  const hadWords = told === null && before.some((counted) => counted.step.told);
  return (
    <div className="step-told">
      {told && words !== undefined && (
        <p className="step-note">
          <b>{t('resident.told')}</b> {words ?? t('sealed.denied', { ns: 'ui' })}
        </p>
      )}
      {hadWords && <p className="quiet">{t('resident.told.back')}</p>}
      <p className="quiet">
        {shownPhotoIds.length > 0 ? t('resident.shown', { count: shownPhotoIds.length }) : t('resident.shown.none')}
      </p>
    </div>
  );
}
