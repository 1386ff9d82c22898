import { buildForAll } from './server';

/** Runs once before the tests of the screens; what it returns runs after them. */
export default buildForAll;
