import { useTranslation } from 'react-i18next';
import { VoiceField } from '../../media/index';
import { Ask } from './Ask';
import type { ReportSession, ReportState } from './report-session';

interface VoiceAskProps {
  readonly state: ReportState;
  readonly session: ReportSession;
}

/** What somebody would rather say than write; kept and sealed as photos are. */
export function VoiceAsk({ state: { draft }, session }: VoiceAskProps) {
  const { t } = useTranslation('incidentReport');
  return (
    <Ask label={t('field.voice')}>
      {() =>
        draft.grid === null ? (
          <p className="quiet">{t('voice.grid-first')}</p>
        ) : (
          <VoiceField voice={draft.voice} recorder={session.voice} onRemove={session.removeVoice} />
        )
      }
    </Ask>
  );
}
