import { Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { muteAlarms, unlockSound, useSoundState } from '../sound';

/** Whether alarms are heard on this device; where the browser waits for a press, it says so. */
export function SoundControl() {
  const { t } = useTranslation('alarms');
  const state = useSoundState();
  if (state === 'blocked') {
    return (
      <button type="button" className="alarm-sound is-blocked" onClick={unlockSound}>
        <VolumeX size={15} aria-hidden="true" />
        {t('sound.blocked')}
      </button>
    );
  }
  const isMuted = state === 'muted';
  return (
    <button
      type="button"
      className="alarm-sound"
      title={t(isMuted ? 'sound.unmute' : 'sound.mute')}
      onClick={() => {
        muteAlarms(!isMuted);
        unlockSound();
      }}
    >
      {isMuted ? <VolumeX size={15} aria-hidden="true" /> : <Volume2 size={15} aria-hidden="true" />}
      {t(isMuted ? 'sound.off' : 'sound.on')}
    </button>
  );
}
