import { expose } from 'comlink';
import { z } from 'zod';
import { createRegisterService } from './service';

/** The register's own thread. */
z.config({ jitless: true });
expose(createRegisterService());
