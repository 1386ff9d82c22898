import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** How long a revealed value stays readable. */
const REVEAL_MS = 30_000;

interface MaskedValueProps {
  /** What it is, for readers: 身份证号. */
  readonly label: string;
  readonly value: string;
  readonly mask: (value: string) => string;
  /** Writes down that somebody looked or copied. Nothing is shown or copied before it resolves, nor when it rejects. */
  readonly record: (purpose: 'show' | 'copy') => Promise<void>;
}

type Reveal =
  | { readonly kind: 'masked' | 'asking' | 'failed' }
  /** `of` is the value that was shown: another one in its place is masked again. */
  | { readonly kind: 'shown'; readonly of: string; readonly untilMs: number };

/**
 * A personal value behind its mask; a press shows it for 30 s, or until the window loses the focus. Copying copies the mask; the
 * value goes to the clipboard only while it is shown.
 */
export function MaskedValue({ label, value, mask, record }: MaskedValueProps) {
  const { t } = useTranslation('ui');
  const [reveal, setReveal] = useState<Reveal>({ kind: 'masked' });
  const shown = useRef<HTMLSpanElement>(null);
  const isShown = reveal.kind === 'shown' && reveal.of === value;
  const hide = () => setReveal({ kind: 'masked' });

  const show = async () => {
    setReveal({ kind: 'asking' });
    try {
      await record('show');
      setReveal({ kind: 'shown', of: value, untilMs: Date.now() + REVEAL_MS });
    } catch {
      setReveal({ kind: 'failed' });
    }
  };
  useHidingOnBlur(isShown, hide);
  useRecordedCopy(shown, isShown, () => record('copy'));

  return (
    <span className="masked">
      <span ref={shown}>{isShown ? value : mask(value)}</span>
      <button
        type="button"
        className="link-button"
        aria-pressed={isShown}
        aria-disabled={reveal.kind === 'asking'}
        aria-label={t(isShown ? 'mask.hideNamed' : 'mask.showNamed', { label })}
        onClick={() => {
          if (reveal.kind !== 'asking') void (isShown ? hide() : show());
        }}
      >
        {t(isShown ? 'mask.hide' : reveal.kind === 'asking' ? 'mask.asking' : 'mask.show')}
      </button>
      {isShown && <Countdown key={reveal.untilMs} untilMs={reveal.untilMs} onEnd={hide} />}
      {reveal.kind === 'failed' && (
        <span className="mask-failed" role="alert">
          {t('mask.failed')}
        </span>
      )}
    </span>
  );
}

/** Seconds left, for the eye alone: a reader who hears numbers every second hears nothing else. */
function Countdown({ untilMs, onEnd }: { readonly untilMs: number; readonly onEnd: () => void }) {
  const { t } = useTranslation('ui');
  const [left, setLeft] = useState(REVEAL_MS / 1000);
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      const next = Math.ceil((untilMs - Date.now()) / 1000);
      // A clock that was set back must not lengthen the look.
      setLeft((before) => Math.min(before - 1, next));
      if (next <= 0) end.current();
    }, 1000);
    const last = setTimeout(() => end.current(), REVEAL_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(last);
    };
  }, [untilMs]);
  return (
    <span className="mask-left" aria-hidden="true">
      {t('mask.left', { count: Math.max(0, left) })}
    </span>
  );
}

/** A window in the background may be seen by anybody. */
function useHidingOnBlur(isShown: boolean, hide: () => void): void {
  useEffect(() => {
    if (!isShown) return;
    addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  });
}

/** Lets a selection that holds the value through to the clipboard only after the copy is written down; once for each look. */
function useRecordedCopy(
  shown: React.RefObject<HTMLSpanElement | null>,
  isShown: boolean,
  record: () => Promise<void>,
): void {
  const recorded = useRef<Promise<void> | null>(null);
  useEffect(() => {
    if (!isShown) recorded.current = null;
  }, [isShown]);
  useEffect(() => {
    if (!isShown) return;
    const onCopy = (event: ClipboardEvent) => {
      const selection = getSelection();
      if (!selection || !shown.current || !selection.containsNode(shown.current, true)) return;
      event.preventDefault();
      const text = selection.toString();
      recorded.current ??= record();
      // What could not be written down stays out of the clipboard; the next try may succeed.
      recorded.current.then(
        () => navigator.clipboard.writeText(text),
        () => (recorded.current = null),
      );
    };
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  });
}
