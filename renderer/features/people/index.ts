import './people.css';

export { useMayOpenFile } from './child-files';
export { logReveal, type MaskedSubject } from './commands';
export { BasicInfo } from './components/BasicInfo';
export { ClosedFile } from './components/ClosedFile';
export { ContactLine, HouseholdMembers } from './components/HouseholdMembers';
export { RecordedValue, SealedValue } from './components/Masked';
export { PersonPanelFrame } from './components/PersonPanelFrame';
export { KindTags, PersonTitle } from './components/PersonTitle';
export { RevealHistory } from './components/RevealHistory';
export { useMayWrite, useWritableGrids } from './may-write';
export { messages } from './messages';
export { NOT_SAME_PERSON, notSameWrite, pairKey, setNotSame, useNotSamePairs } from './not-same';
export {
  DUPLICATES_PLACE,
  editPersonPlace,
  mergePlace,
  newPersonPlace,
  PERSON_PATH,
  personPlace,
  RESIDENTS_PATH,
} from './places';
export {
  gridNumberOf,
  scopeOf,
  useAddress,
  useCanonicalUids,
  useGridNames,
  useHousehold,
  useIsOwnGrid,
  useMerges,
  useReveals,
  useStaffNames,
  useUidsOf,
  type MergeRecord,
  type PersonRecord,
} from './queries';
export { useNow, useToday } from './use-now';
export { useAgeText, useRelationText } from './words';
