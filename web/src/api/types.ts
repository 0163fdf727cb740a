// Short names for what the contract generates. No type of the wire is written by hand anywhere else.
import type { components } from './schema';

export type Schemas = components['schemas'];
export type Role = Schemas['Role'];
export type Me = Schemas['Me'];
