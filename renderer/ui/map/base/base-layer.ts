import L from 'leaflet';
import { pixelRatio } from '../canvas-layer';
import type { MapColours } from '../palette';
import { paintTile, type TilePlace } from './paint';
import { TILE_PX, type BaseSource, type TileId, type VectorTile } from './types';

/** A tile that is on the map at the moment, for whoever places labels. */
export interface ShownTile {
  readonly id: TileId;
  readonly tile: VectorTile;
}

export interface BaseLayerOptions {
  readonly source: BaseSource;
  readonly colours: () => MapColours;
  /** Tiles came or went. */
  onTiles(): void;
  /** A tile could not be had. */
  onFailure(error: unknown): void;
}

/** So many tiles of data are kept: a few screens of them. */
const KEPT_TILES = 160;

/** The base map as Leaflet shows it: one canvas a tile. */
export class BaseLayer extends L.GridLayer {
  private readonly base: BaseLayerOptions;
  private readonly data = new Map<string, Promise<VectorTile | ImageBitmap | null>>();
  private readonly shown = new Map<string, ShownTile>();

  constructor(base: BaseLayerOptions) {
    super({
      tileSize: TILE_PX,
      minZoom: 1,
      maxZoom: 22,
      keepBuffer: 1,
      updateWhenIdle: false,
      updateWhenZooming: false,
      className: 'map-base',
    });
    this.base = base;
    this.on('tileunload', (event) => {
      this.shown.delete(keyOf(idOf((event as L.TileEvent).coords)));
      base.onTiles();
    });
  }

  /** Vector tiles on the map. */
  tiles(): readonly ShownTile[] {
    return [...this.shown.values()];
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    const ratio = pixelRatio();
    canvas.width = TILE_PX * ratio;
    canvas.height = TILE_PX * ratio;
    void this.paint(canvas, idOf(coords), coords.z).then(
      () => done(undefined, canvas),
      (error: unknown) => {
        this.base.onFailure(error);
        done(error instanceof Error ? error : new Error('no tile'), canvas);
      },
    );
    return canvas;
  }

  private async paint(canvas: HTMLCanvasElement, id: TileId, zoom: number): Promise<void> {
    const { source } = this.base;
    const over = Math.max(0, id.z - source.maxZoom);
    const from = { z: id.z - over, x: id.x >> over, y: id.y >> over };
    const found = await this.dataOf(from);
    if (found === null) return;
    const context = canvas.getContext('2d');
    if (context === null) return;
    const ratio = pixelRatio();
    const scale = 2 ** over;
    const place: TilePlace = {
      scale,
      left: -(id.x - from.x * scale) * TILE_PX,
      top: -(id.y - from.y * scale) * TILE_PX,
      zoom,
    };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (found instanceof ImageBitmap) {
      context.drawImage(found, place.left, place.top, TILE_PX * scale, TILE_PX * scale);
      return;
    }
    paintTile(context, found, place, this.base.colours());
    this.shown.set(keyOf(id), { id: from, tile: found });
    this.base.onTiles();
  }

  private dataOf(id: TileId): Promise<VectorTile | ImageBitmap | null> {
    const key = keyOf(id);
    const known = this.data.get(key) ?? this.base.source.tile(id);
    this.data.delete(key);
    this.data.set(key, known);
    // One that could not be had is asked for again the next time.
    known.catch(() => this.data.delete(key));
    const [oldest] = this.data.keys();
    if (this.data.size > KEPT_TILES && oldest !== undefined) this.data.delete(oldest);
    return known;
  }
}

/** Leaflet counts tiles of 512 pixels at the map's level, which has twice as many of 256. */
const idOf = ({ x, y, z }: L.Coords): TileId => ({ x, y, z: z - 1 });
const keyOf = ({ x, y, z }: TileId): string => `${z}/${x}/${y}`;
