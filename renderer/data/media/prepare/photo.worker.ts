import { expose } from 'comlink';
import { carryAppErrors } from '../../worker-errors';
import { photoDesk } from './desk';

carryAppErrors();
expose(photoDesk(null));
