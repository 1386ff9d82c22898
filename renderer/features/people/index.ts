import './people.css';

export { useMayOpenFile } from './child-files';
export { BasicInfo } from './components/BasicInfo';
export { ClosedFile } from './components/ClosedFile';
export { HouseholdMembers } from './components/HouseholdMembers';
export { KindTags, PersonTitle } from './components/PersonTitle';
export { RevealHistory } from './components/RevealHistory';
export { messages } from './messages';
export {
  useAddresses,
  useGridNames,
  useHousehold,
  useIsOwnGrid,
  usePeople,
  useStaffNames,
  type PersonRecord,
} from './queries';
export { useNow, useToday } from './use-now';
export { useAgeText } from './words';
