import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { useTraining } from '../training';

/** Says on every page of a practice station that nothing here is real, and leads back where there is a real station. */
export function PracticeBand() {
  const { t } = useTranslation('staff');
  const { station } = useSession();
  const { homeOrigin } = useTraining();
  if (!station.practice) return null;
  return (
    <div className="practice-band" role="note">
      <GraduationCap size={16} strokeWidth={1.8} aria-hidden="true" />
      <span>{t('practice.band')}</span>
      {homeOrigin !== null && <a href={homeOrigin}>{t('practice.home')}</a>}
    </div>
  );
}
