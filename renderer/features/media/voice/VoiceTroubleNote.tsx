import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import { VOICE_LIMITS } from '#shared/media/voice';
import { StatusShape, useExplanation } from '#renderer/ui/index';
import type { VoiceTrouble } from './microphone';
import type { VoiceRecorder } from './recorder';

interface VoiceTroubleNoteProps {
  readonly trouble: VoiceTrouble;
  readonly recorder: VoiceRecorder;
}

const MINUTES = VOICE_LIMITS.mostSeconds / 60;

/** What went wrong, in words, and what to do; what was recorded is never gone without saying so. */
export function VoiceTroubleNote({ trouble, recorder }: VoiceTroubleNoteProps) {
  const { t } = useTranslation('voice');
  const explain = useExplanation();
  const [title, text] = (() => {
    switch (trouble.kind) {
      case 'unkept':
        return [t('trouble.unkept'), explain(toAppError(trouble.error).code)];
      case 'fault': {
        const { fault } = trouble;
        return [
          t(`fault.${fault}`),
          t(fault === 'empty' || fault === 'too-short' ? `fault.${fault}.text` : 'fault.text'),
        ];
      }
      default:
        return [t(`trouble.${trouble.kind}`, { count: MINUTES }), t(`trouble.${trouble.kind}.text`)];
    }
  })();
  const isGood = trouble.kind === 'cut' || trouble.kind === 'limit' || trouble.kind === 'hidden';
  return (
    <div className="voice-trouble" role={isGood ? 'status' : 'alert'}>
      <StatusShape shape={isGood ? 'note' : 'alert'} />
      <div>
        <b>{title}</b>
        <p>{text}</p>
        {trouble.kind === 'unkept' && (
          <p className="voice-ways">
            <Button onClick={recorder.keepAgain}>{t('keep.again')}</Button>
            <Button type="text" onClick={recorder.drop}>
              {t('throw')}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
