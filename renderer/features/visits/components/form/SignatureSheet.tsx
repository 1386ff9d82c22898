import { useRef, useState, type PointerEvent } from 'react';
import {
  extended,
  pathOf,
  SIGNATURE_SHEET,
  withStroke,
  type Signature,
  type Stroke,
} from '#shared/domain/visits/signature';
import '../signature.css';

interface SignatureSheetProps {
  readonly label: string;
  readonly signature: Signature;
  /** Called with each line that is finished. */
  readonly onChange: (signature: Signature) => void;
}

/** A sheet to write on with a finger, a pen or a mouse. One hand writes: a palm beside the pen draws nothing. */
export function SignatureSheet({ label, signature, onChange }: SignatureSheetProps) {
  const [stroke, setStroke] = useState<Stroke>([]);
  /** The line as it is now; several moves may come before it is drawn anew. */
  const line = useRef<{ readonly pointer: number; stroke: Stroke } | null>(null);
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const scale = SIGNATURE_SHEET.width / width;
    const at = { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
    if (line.current) setStroke((line.current.stroke = extended(signature, line.current.stroke, at)));
  };
  const finish = (event: PointerEvent<SVGSVGElement>) => {
    if (line.current?.pointer !== event.pointerId) return;
    const finished = line.current.stroke;
    line.current = null;
    setStroke([]);
    onChange(withStroke(signature, finished));
  };
  return (
    <svg
      className="signature-sheet"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SIGNATURE_SHEET.width} ${SIGNATURE_SHEET.height}`}
      onPointerDown={(event) => {
        if (line.current || event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        line.current = { pointer: event.pointerId, stroke: [] };
        draw(event);
      }}
      onPointerMove={(event) => {
        if (line.current?.pointer === event.pointerId) draw(event);
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
    >
      <path d={pathOf({ strokes: stroke.length > 0 ? [...signature.strokes, stroke] : signature.strokes })} />
    </svg>
  );
}
