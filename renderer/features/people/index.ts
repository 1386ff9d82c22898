import './people.css';

export { BasicInfo } from './components/BasicInfo';
export { HouseholdMembers } from './components/HouseholdMembers';
export { KindTags, PersonTitle } from './components/PersonTitle';
export { messages } from './messages';
export { useAddresses, useHousehold, useIsOwnGrid, usePeople, useStaffNames, type PersonRecord } from './queries';
export { useNow, useToday } from './use-now';
export { useAgeText } from './words';
