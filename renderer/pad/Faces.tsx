import { useTranslation } from 'react-i18next';
import { SATISFACTIONS, type Satisfaction } from '#shared/ipc/pad-api';
import { GradeFace } from '#renderer/ui/faces/index';

interface FacesProps {
  readonly number: string;
  /** The last press did not reach the host. */
  readonly hasFailed: boolean;
  readonly onPress: (grade: Satisfaction) => void;
}

/** Five faces with their words; none of them stands out before one is pressed. */
export function Faces({ number, hasFailed, onPress }: FacesProps) {
  const { t } = useTranslation();
  return (
    <main className="pad-main" aria-live="polite">
      <p className="pad-number">{t('ask.number', { number })}</p>
      <h1>{t('ask')}</h1>
      <ul className="pad-faces">
        {SATISFACTIONS.map((grade) => (
          <li key={grade}>
            <button type="button" onClick={() => onPress(grade)}>
              <GradeFace grade={grade} />
              <span>{t(`grade.${grade}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {hasFailed ? (
        <p className="pad-failed" role="alert">
          {t('not-sent')}
        </p>
      ) : (
        <p className="pad-text">{t('ask.text')}</p>
      )}
    </main>
  );
}
