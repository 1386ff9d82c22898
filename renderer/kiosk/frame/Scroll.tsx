import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from './BigButton';

/** What is seen of the last screenful on the next one, so that nobody loses the line. */
const KEPT_SHARE = 0.15;

/** What may be longer than the screen: it is leafed through with two large buttons, which are there only when they do something. */
export function Scroll({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  const { t } = useTranslation('kiosk');
  const box = useRef<HTMLDivElement>(null);
  const [ends, setEnds] = useState({ isLong: false, isTop: true, isBottom: true });

  const look = useCallback(() => {
    const { current } = box;
    if (!current) return;
    const rest = current.scrollHeight - current.clientHeight;
    const next = { isLong: rest > 4, isTop: current.scrollTop < 4, isBottom: current.scrollTop > rest - 4 };
    setEnds((before) =>
      before.isLong === next.isLong && before.isTop === next.isTop && before.isBottom === next.isBottom ? before : next,
    );
  }, []);

  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    return () => observer.disconnect();
  }, [look, children]);

  const leaf = (direction: 1 | -1) => {
    const { current } = box;
    current?.scrollBy({ top: direction * current.clientHeight * (1 - KEPT_SHARE) });
  };

  return (
    <div className={`kiosk-scroll ${ends.isLong ? 'is-long' : ''}`}>
      <div
        className="kiosk-scroll-box"
        ref={box}
        onScroll={look}
        {...(ends.isLong && { tabIndex: 0, role: 'region', 'aria-label': label ?? t('scroll.label') })}
      >
        <div>{children}</div>
      </div>
      {ends.isLong && (
        <div className="kiosk-leaf">
          <BigButton icon="up" disabled={ends.isTop} onPress={() => leaf(-1)}>
            {t('scroll.up')}
          </BigButton>
          <BigButton icon="down" disabled={ends.isBottom} onPress={() => leaf(1)}>
            {t('scroll.down')}
          </BigButton>
        </div>
      )}
    </div>
  );
}
