export { createDevice } from './device';
export { createDraftKeeper, type SaveState } from './forms/draft-keeper';
export { openKeptForm, type Attempt, type FormState } from './forms/kept-form';
export {
  StationProvider,
  useAll,
  useListPages,
  useLiveQuery,
  useObservable,
  useOwned,
  useRecord,
  useRecordState,
  useRegister,
  useRegisterAnswer,
  useRegisterState,
  useSession,
  useStation,
  useSync,
  useUnsealed,
  type RecordState,
  type ShownList,
} from './hooks';
export { isReceiving } from './receiving';
export type { Contested, ContestedRecord, DecidedRecord } from './contested';
export type { DraftRow } from './control/control-rows';
export type { Confirmation, DiscardOutcome } from './unsent/discards';
export type {
  Device,
  Drafts,
  HandingOver,
  Opening,
  OpenStation,
  Records,
  Sealer,
  SessionView,
  StationAdmin,
  SyncView,
} from './types';
export * from './register/types';
export type { RoundPerson, RoundQuestion, RoundRow } from './register/round';
export type { ListQuestion } from './register/list-pages';
export type * from './imports/types';
export type * from './tables/types';
export type * from './exports/types';
export { createPhotoPreparer, type PhotoPreparer, type TakingMoment } from './media/prepare/index';
export type * from './media/types';
export { createPhotoJudge, type JudgeTrouble, type Judgement, type PhotoJudge } from './models/judge';
export type { SiteModel } from './models/site-model';
export type { Matters } from './matters';
export type { Positions } from './position-calls';
export type { HostCalls } from './host-calls';
export type { QueueCalls } from './queue-calls';
export type { SensorCalls } from './sensor-calls';
export type { SiteMaps } from './maps/site-maps';
