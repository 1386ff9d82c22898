export { createDevice } from './device';
export {
  StationProvider,
  useAll,
  useLiveQuery,
  useObservable,
  useRecord,
  useRecordState,
  useStation,
  useSync,
  useUnsealed,
  type RecordState,
} from './hooks';
export type { DraftRow } from './control-store';
export type { Device, Drafts, Opening, OpenStation, Records, Sealer, SyncView } from './types';
