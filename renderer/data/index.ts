export { createDevice } from './device';
export {
  StationProvider,
  useAll,
  useLiveQuery,
  useObservable,
  useRecord,
  useRecordState,
  useSession,
  useStation,
  useSync,
  useUnsealed,
  type RecordState,
} from './hooks';
export type { DraftRow } from './control-rows';
export type {
  Device,
  Drafts,
  Opening,
  OpenStation,
  Records,
  Sealer,
  SessionView,
  StationAdmin,
  SyncView,
} from './types';
