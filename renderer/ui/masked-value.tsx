import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How long a revealed value stays readable. */
export const REVEAL_MS = 30_000;

interface MaskedValueProps {
  /** What it is, for readers: 身份证号. */
  readonly label: string;
  readonly value: string;
  readonly mask: (value: string) => string;
}

/** A personal value behind its mask; a press shows it for 30 s. Copying copies what is seen. */
export function MaskedValue({ label, value, mask }: MaskedValueProps) {
  const { t } = useTranslation('ui');
  const [revealed, setRevealed] = useState<string | null>(null);
  const isRevealed = revealed === value;
  useEffect(() => {
    if (!isRevealed) return;
    const timer = setTimeout(() => setRevealed(null), REVEAL_MS);
    return () => clearTimeout(timer);
  }, [isRevealed]);
  return (
    <span className="masked">
      <span>{isRevealed ? value : mask(value)}</span>
      <button
        type="button"
        className="link-button"
        aria-pressed={isRevealed}
        aria-label={t(isRevealed ? 'mask.hideNamed' : 'mask.showNamed', { label })}
        onClick={() => setRevealed(isRevealed ? null : value)}
      >
        {t(isRevealed ? 'mask.hide' : 'mask.show')}
      </button>
    </span>
  );
}
