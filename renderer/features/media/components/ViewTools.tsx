import { Expand, RotateCcw, RotateCw, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ViewControl } from '../use-view';
import { ZOOM_STEP } from '../view';
import { Tool } from './Tool';

/** Buttons for looking closer and turning. */
export function ViewTools({ control }: { readonly control: ViewControl }) {
  const { t } = useTranslation('media');
  return (
    <>
      <Tool icon={ZoomOut} label={t('viewer.zoom-out')} onPress={() => control.zoomBy(1 / ZOOM_STEP)} />
      <span className="photo-zoom">{t('viewer.zoom', { percent: Math.round(control.view.zoom * 100) })}</span>
      <Tool icon={ZoomIn} label={t('viewer.zoom-in')} onPress={() => control.zoomBy(ZOOM_STEP)} />
      <Tool icon={Expand} label={t('viewer.whole')} onPress={control.whole} />
      <Tool icon={RotateCcw} label={t('viewer.turn-left')} onPress={() => control.turn(-1)} />
      <Tool icon={RotateCw} label={t('viewer.turn-right')} onPress={() => control.turn(1)} />
    </>
  );
}
