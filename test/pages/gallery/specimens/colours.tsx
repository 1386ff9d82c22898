import { useTranslation } from 'react-i18next';
import { Specimen } from '../specimen';

/** Fill, and what is written on it. */
const FILLS: readonly (readonly [string, string])[] = [
  ['bg', 'ink'],
  ['sunk', 'ink'],
  ['surface', 'ink'],
  ['raised', 'ink'],
  ['ink', 'bg'],
  ['ink2', 'bg'],
  ['ink3', 'bg'],
  ['accent', 'on-accent'],
  ['accent-hover', 'on-accent'],
  ['accent-soft', 'accent'],
  ['crit-fill', 'on-crit'],
  ['crit-soft', 'crit'],
  ['warn-soft', 'warn'],
  ['ok-soft', 'ok'],
];

/** Size and line height, pixels, of the type scale. */
const SIZES: readonly (readonly [number, number])[] = [
  [12, 18],
  [13, 20],
  [14, 22],
  [15, 22],
  [16, 24],
  [20, 28],
  [22, 32],
  [28, 34],
  [38, 40],
];

/** Colours under what is written on them, and the type scale in its two weights. */
export function Colours() {
  const { t } = useTranslation('gallery');
  return (
    <>
      <Specimen of="themeVariables" words="colours">
        {FILLS.map(([fill, text]) => (
          <span key={fill} className="swatch" style={{ background: `var(--${fill})`, color: `var(--${text})` }}>
            {fill}
          </span>
        ))}
      </Specimen>
      <Specimen of="antdTheme" words="type" isColumn>
        {SIZES.map(([size, line]) => (
          <div key={size} className="type-line">
            <code>{`${size}/${line}`}</code>
            <span style={{ fontSize: size, lineHeight: `${line}px` }}>{t('type.text')}</span>
            <b style={{ fontSize: size, lineHeight: `${line}px` }}>{t('type.figures')}</b>
          </div>
        ))}
      </Specimen>
    </>
  );
}
