export { LeaveCorner } from './LeaveCorner';
export { leaveMessages } from './messages';
