import L from 'leaflet';
import type { Position } from '#shared/schema/types/place';

/** The label of an area. */
export interface AreaName {
  readonly uid: string;
  readonly at: Position;
  readonly name: string;
  /** Beside the name; '' for nothing. */
  readonly figure: string;
  /** What is to be looked at about it: a diamond, and these words for readers; null for nothing. */
  readonly mark: string | null;
}

/** Labels of areas: each is a button, so that areas are reached by keyboard too. The label of what is selected is inverted. */
export class NamesLayer {
  private readonly map: L.Map;
  private readonly onPress: (uid: string) => void;
  private markers = new Map<string, { readonly marker: L.Marker; readonly key: string }>();
  private selected: string | null = null;

  constructor(map: L.Map, onPress: (uid: string) => void) {
    this.map = map;
    this.onPress = onPress;
  }

  set(names: readonly AreaName[]): void {
    const next = new Map<string, { readonly marker: L.Marker; readonly key: string }>();
    for (const name of names) {
      const key = JSON.stringify(name);
      const known = this.markers.get(name.uid);
      if (known?.key === key) next.set(name.uid, known);
      else {
        known?.marker.remove();
        next.set(name.uid, { marker: this.markerOf(name), key });
      }
    }
    for (const [uid, { marker }] of this.markers) if (!next.has(uid)) marker.remove();
    this.markers = next;
    this.select(this.selected);
  }

  select(uid: string | null): void {
    this.selected = uid;
    for (const [each, { marker }] of this.markers) {
      const element = marker.getElement();
      element?.classList.toggle('is-on', each === uid);
      element?.setAttribute('aria-pressed', String(each === uid));
      marker.setZIndexOffset(each === uid ? 1000 : 0);
    }
  }

  private markerOf({ uid, at: [lng, lat], name, figure, mark }: AreaName): L.Marker {
    const label = document.createElement('span');
    const title = document.createElement('b');
    title.textContent = name;
    label.append(title);
    if (figure !== '') {
      const count = document.createElement('span');
      count.textContent = figure;
      label.append(' ', count);
    }
    if (mark !== null) {
      const words = document.createElement('span');
      words.className = 'visually-hidden';
      words.textContent = mark;
      label.append(' ', document.createElement('i'), words);
    }
    const marker = L.marker([lat, lng], {
      icon: L.divIcon({ className: 'map-name', html: label, iconSize: undefined as never }),
      pane: 'names',
      riseOnHover: true,
      // A label that is reached by keyboard comes into view by itself.
      autoPanOnFocus: true,
      bubblingMouseEvents: false,
    }).addTo(this.map);
    marker.on('click', () => this.onPress(uid));
    marker.on('keydown', (event) => {
      const { originalEvent } = event as L.LeafletKeyboardEvent;
      if (originalEvent.key !== 'Enter' && originalEvent.key !== ' ') return;
      originalEvent.preventDefault();
      this.onPress(uid);
    });
    return marker;
  }
}
