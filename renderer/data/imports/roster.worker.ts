import { expose } from 'comlink';
import { z } from 'zod';
import { carryAppErrors } from '../worker-errors';
import { createRosterDesk } from './desk';

// The policy of the page, and so of its workers, allows no code made from text.
z.config({ jitless: true });
carryAppErrors();
expose(createRosterDesk());
