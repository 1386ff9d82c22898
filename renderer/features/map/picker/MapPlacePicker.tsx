import { lazy, Suspense } from 'react';
import type { PlacePickerProps } from '../../incidents/index';

const PlacePicker = lazy(() => import('./PlacePicker').then((module) => ({ default: module.PlacePicker })));

/** The map to pick a place on, fetched when somebody first asks for it. */
export function MapPlacePicker(props: PlacePickerProps) {
  return (
    <Suspense fallback={null}>
      <PlacePicker {...props} />
    </Suspense>
  );
}
