/** How a picture lies in its frame: enlarged, moved, turned. In pixels of the frame, from its middle. */
export interface View {
  /** 1 fits the frame. */
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  /** Quarter turns clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: View = { zoom: 1, x: 0, y: 0, turns: 0 };

export const MOST_ZOOM = 8;

/** One press on plus or minus. */
export const ZOOM_STEP = 1.5;

/** Enlarges by a factor around a point of the frame, which stays where it is. */
export function zoomed(view: View, factor: number, at: Point, frame: Size, picture: Size): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const change = zoom / view.zoom;
  return within(
    { ...view, zoom, x: at.x + (view.x - at.x) * change, y: at.y + (view.y - at.y) * change },
    frame,
    picture,
  );
}

/** Moves by so many pixels of the frame, never past the picture's edges. */
export function moved(view: View, by: Point, frame: Size, picture: Size): View {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, frame, picture);
}

/** Turned by a quarter, whole again. */
export function turned({ turns }: View, by: 1 | -1): View {
  return { ...WHOLE, turns: ((turns + by + 4) % 4) as View['turns'] };
}

/** How large the picture is drawn at zoom 1, before it is turned: as large as the frame lets it be, never enlarged. */
export function drawnSize({ turns }: View, frame: Size, picture: Size): Size {
  const lies = turns % 2 === 1;
  const [width, height] = lies ? [picture.height, picture.width] : [picture.width, picture.height];
  const scale = Math.min(1, frame.width / width, frame.height / height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** What sticks out of the frame can be moved into it, and no more. */
function within(view: View, frame: Size, picture: Size): View {
  const drawn = drawnSize(view, frame, picture);
  const [width, height] = view.turns % 2 === 1 ? [drawn.height, drawn.width] : [drawn.width, drawn.height];
  const reach = (length: number, room: number) => Math.max(0, (length * view.zoom - room) / 2);
  const [mostX, mostY] = [reach(width, frame.width), reach(height, frame.height)];
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value)) || 0;
  return { ...view, x: clamp(view.x, mostX), y: clamp(view.y, mostY) };
}
