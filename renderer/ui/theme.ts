import { theme, type MappingAlgorithm, type ThemeConfig } from 'antd';
import { FONT_STACK, PALETTES, type ThemeName } from './tokens';

/** How large things are: `desk` for mouse and keyboard, `touch` for a thumb, `large` for whoever asks for it. */
export type Scale = 'desk' | 'touch' | 'large';

const SIZES = {
  desk: { fontSizeSM: 12, fontSize: 14, fontSizeLG: 16, controlHeightSM: 28, controlHeight: 34, controlHeightLG: 44 },
  touch: { fontSizeSM: 14, fontSize: 16, fontSizeLG: 18, controlHeightSM: 40, controlHeight: 48, controlHeightLG: 60 },
  large: { fontSizeSM: 18, fontSize: 18, fontSizeLG: 20, controlHeightSM: 60, controlHeight: 60, controlHeightLG: 64 },
} as const satisfies Record<Scale, object>;

/** Large controls are controls still, not cards. */
const CONTROL_RADIUS: Readonly<Record<Scale, number>> = { desk: 6, touch: 8, large: 8 };

const LARGE_BUTTON_FONT: Readonly<Record<Scale, number>> = { desk: 16, touch: 19, large: 20 };

/** antd's colours. They are set after its algorithm too, which shades the seeds among them anew in the dark. */
function coloursOf(name: ThemeName) {
  const c = PALETTES[name];
  return {
    colorPrimary: c.accent,
    colorPrimaryHover: c.accentHover,
    colorPrimaryActive: c.accentHover,
    colorPrimaryBg: c.accentSoft,
    colorPrimaryBorder: c.accentLine,
    colorInfo: c.accent,
    colorLink: c.accent,
    colorLinkHover: c.accentHover,
    colorLinkActive: c.accentHover,
    colorError: c.critFill,
    colorErrorText: c.crit,
    colorErrorBg: c.critSoft,
    colorErrorBorder: c.critLine,
    colorWarning: c.warnFill,
    colorWarningText: c.warn,
    colorWarningBg: c.warnSoft,
    colorWarningBorder: c.warnLine,
    colorSuccess: c.okFill,
    colorSuccessText: c.ok,
    colorSuccessBg: c.okSoft,
    colorSuccessBorder: c.okLine,
    colorBgLayout: c.bg,
    colorBgContainer: c.raised,
    colorBgElevated: c.raised,
    colorFillTertiary: c.sunk,
    colorText: c.ink,
    colorTextSecondary: c.ink2,
    colorTextTertiary: c.ink3,
    colorTextPlaceholder: c.ink3,
    colorTextDescription: c.ink3,
    colorTextDisabled: c.ink4,
    colorBorder: c.line2,
    colorBorderSecondary: c.line,
    colorSplit: c.line,
    colorTextLightSolid: c.onAccent,
  };
}

/**
 * antd's theme, with every colour set: shades it derives by itself drift away from the contrast table. Without `moves` nothing is
 * animated; style rules alone would not do, since dialogs and panels wait for the end of what never moves.
 */
export function antdTheme(name: ThemeName, scale: Scale, moves = true): ThemeConfig {
  const c = PALETTES[name];
  const colours = coloursOf(name);
  const exactly: MappingAlgorithm = (seed, map) => ({ ...(map ?? theme.defaultAlgorithm(seed)), ...colours });
  return {
    algorithm: [name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, exactly],
    token: {
      ...colours,
      ...SIZES[scale],
      fontFamily: FONT_STACK,
      fontWeightStrong: 600,
      borderRadiusSM: 4,
      borderRadius: 6,
      borderRadiusLG: 10,
      motion: moves,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.2s',
    },
    components: {
      Button: {
        defaultShadow: 'none',
        primaryShadow: 'none',
        dangerShadow: 'none',
        defaultBorderColor: c.line1,
        defaultBg: c.surface,
        borderRadiusLG: CONTROL_RADIUS[scale],
        contentFontSizeLG: LARGE_BUTTON_FONT[scale],
      },
      Input: { borderRadiusLG: CONTROL_RADIUS[scale] },
      Tooltip: { colorTextLightSolid: name === 'dark' ? c.ink : c.onAccent },
    },
  };
}
