import { pathOf, SIGNATURE_SHEET, type Signature } from '#shared/domain/visits/signature';
import './signature.css';

interface SignatureDrawingProps {
  readonly signature: Signature;
  readonly label: string;
}

/** A name as somebody wrote it. */
export function SignatureDrawing({ signature, label }: SignatureDrawingProps) {
  return (
    <svg
      className="signature-drawing"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${SIGNATURE_SHEET.width} ${SIGNATURE_SHEET.height}`}
    >
      <path d={pathOf(signature)} />
    </svg>
  );
}
