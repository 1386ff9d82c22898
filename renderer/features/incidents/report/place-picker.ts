import { createContext, type ComponentType } from 'react';

/** A point in WGS-84 degrees. */
interface PickedPoint {
  readonly lat: number;
  readonly lng: number;
}

/** A point that somebody picked, and the building that it lies at; null where none is near. */
export interface PickedPlace extends PickedPoint {
  readonly building: { readonly uid: string; readonly address: string; readonly grid: number | null } | null;
}

/** What shows a map to press on. It covers the form, and gives the focus back where it was. */
export interface PlacePickerProps {
  /** Where the map begins; null for the station as a whole. */
  readonly point: PickedPoint | null;
  readonly onPick: (place: PickedPlace) => void;
  readonly onClose: () => void;
}

/** The map that places are picked on; null where this build or this device has none, and then nothing offers it. */
export const PlacePickerContext = createContext<ComponentType<PlacePickerProps> | null>(null);
