export { Bullet } from './bullet-bar';
export { Choice, Chips, type ChoiceOption } from './choice';
export { dayText, momentText, timeText } from './dates';
export { deviceCode } from './device-code';
export { download } from './download';
export { ErrorBoundary } from './error-boundary';
export { ErrorNotice, useExplanation, useReason, type Remedy } from './error-notice';
export { Field, type InputTies } from './field';
export { useEscape } from './escape';
export { useLayout, type Layout } from './layout';
export { GradeFace, type Grade } from './faces/index';
export { leavingSettled, settleBeforeLeaving } from './leaving';
export * from './list/index';
export { MaskedValue } from './masked-value';
export { messages } from './messages';
export { DeadlineChip, Dot, Pill, Tag } from './pill';
export { PrivateForm } from './private-form';
export { goBack, goTo, usePlace, addressOf, type Place } from './place';
export {
  LANGUAGES,
  prefer,
  preferences,
  useIsLarge,
  useMedia,
  usePreferences,
  useThemeName,
  type Language,
  type SizeChoice,
  type ThemeChoice,
} from './preferences';
export { Select } from './select';
export { Card, Empty, Loading } from './states';
export { Suggest, type Suggestion } from './suggest';
export { StatusShape, type Shape } from './status-shape';
export { isStaying, stayOpen } from './staying';
export { antdTheme, type Scale } from './theme';
export { themeVariables } from './tokens';
export { useLanguage } from './use-language';
export { WindowedRows } from './windowed-rows';
export { startWords, useWords, type Messages } from './words';
