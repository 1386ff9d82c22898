import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { snapTo } from '#shared/geo/snap';
import type { MultiPolygon } from '#shared/schema/types/place';
import { useStation } from '#renderer/data/index';
import { settleBeforeLeaving } from '#renderer/ui/index';
import { shapeThrough, type LinePen, type MapControl, type ShapePen, type SnapTo } from '#renderer/ui/map/index';
import type { GridRecord } from '../queries';
import { openDrawing, type DrawSession, type DrawState } from './draw-session';

/** What the panel does with the tool on the map. */
export interface DrawingHand {
  readonly undo: () => void;
  readonly redo: () => void;
  /** Takes the chosen corner away. */
  readonly remove: () => void;
  /** Closes the line. */
  readonly finish: () => void;
  /** A corner under the cross. */
  readonly addInMiddle: () => void;
  readonly hasCorner: boolean;
  /** The line was to be closed before it had three corners. */
  readonly isTooShort: boolean;
}

/** The drawing of a grid: what was begun, or its boundary; null while that is being read. */
export function useDrawSession(record: GridRecord): DrawSession | null {
  const station = useStation();
  const [session, setSession] = useState<DrawSession | null>(null);
  const first = useRef(record);
  useEffect(() => {
    let isGone = false;
    let opened: DrawSession | null = null;
    void openDrawing(station, first.current).then((next) => {
      opened = next;
      if (!isGone) setSession(next);
    });
    const stop = settleBeforeLeaving(async () => {
      await opened?.flush();
      return opened?.state().saving.kind !== 'failed';
    });
    return () => {
      isGone = true;
      stop();
      void opened?.flush();
    };
  }, [station]);
  return session;
}

/** The state of a drawing, kept current. */
export const useDrawState = (session: DrawSession): DrawState => useSyncExternalStore(session.subscribe, session.state);

/** Puts the drawing into the hand on the map. */
export function useDrawingHand(
  control: MapControl | null,
  session: DrawSession,
  {
    areaUid,
    others,
    onCancel,
  }: { readonly areaUid: string; readonly others: readonly MultiPolygon[]; readonly onCancel: () => void },
): DrawingHand {
  const { work, round } = useDrawState(session);
  const pen = useRef<{ readonly line?: LinePen; readonly shape?: ShapePen }>({});
  const [cornerIn, setCornerIn] = useState<string | null>(null);
  const [isTooShort, setIsTooShort] = useState(false);
  const latest = useRef({ others, onCancel });
  useEffect(() => {
    latest.current = { others, onCancel };
  });
  const { kind } = work;
  const hand = `${kind}/${round}`;
  const hasCorner = cornerIn === hand;
  useEffect(() => {
    if (!control) return;
    const snap: SnapTo = (position, meters) => snapTo(position, latest.current.others, meters)?.position ?? null;
    const cancel = () => latest.current.onCancel();
    const now = session.state().work;
    if (now.kind === 'line') {
      const line = control.draw({
        closes: true,
        positions: now.positions,
        snap,
        onChange: (positions) => {
          setIsTooShort(false);
          session.change({ kind: 'line', positions });
        },
        onDone: (positions) => {
          const shape = shapeThrough(positions);
          setIsTooShort(shape === null);
          if (shape) session.restart({ kind: 'shape', shape });
        },
        onCancel: cancel,
      });
      pen.current = { line };
    } else {
      const shape = control.edit({
        areaUid,
        shape: now.shape,
        snap,
        onChange: (next) => session.change({ kind: 'shape', shape: next }),
        onCorner: (corner) => setCornerIn(corner && hand),
        onCancel: cancel,
      });
      pen.current = { shape };
    }
    return () => {
      pen.current = {};
      control.rest();
    };
  }, [control, session, areaUid, hand]);
  return useMemo(
    () => ({
      undo: () => (pen.current.line ?? pen.current.shape)?.undo(),
      redo: () => (pen.current.line ?? pen.current.shape)?.redo(),
      remove: () => pen.current.shape?.remove(),
      finish: () => pen.current.line?.done(),
      addInMiddle: () => pen.current.line?.addInMiddle(),
      hasCorner,
      isTooShort,
    }),
    [hasCorner, isTooShort],
  );
}
