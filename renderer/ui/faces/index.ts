export { GradeFace, type Grade } from './GradeFace';
