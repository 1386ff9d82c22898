import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseMap } from '../use-base-map';

interface BaseNoticeProps {
  readonly state: BaseMap['state'];
  /** Part of what is there cannot be read. */
  readonly isBroken: boolean;
}

/** Why there are no streets on the map, or not all of them. */
export function BaseNotice({ state, isBroken }: BaseNoticeProps) {
  const { t } = useTranslation('mapPage');
  const [isClosed, setIsClosed] = useState(false);
  const words = state === 'none' ? 'base.none' : state === 'failed' || isBroken ? 'base.failed' : null;
  if (words === null || isClosed) return null;
  return (
    <div className="map-notice map-over" role="status">
      <p>{t(words)}</p>
      <button type="button" className="icon-button" aria-label={t('close')} onClick={() => setIsClosed(true)}>
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
