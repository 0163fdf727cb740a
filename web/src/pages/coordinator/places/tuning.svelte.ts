// The association with everything that it tuned, read and written as a whole: a parameter that is left out of what is sent would
// fall back to its default, so a page changes what it read and sends all of it.
import { api, ask, ifMatch } from '../../../api/client';
import type { Schemas } from '../../../api/types';
import { Asked } from '../../../parts/asked.svelte';
import { Doing } from '../../../parts/doing.svelte';

type Association = Schemas['Association'];
type Parameters = Schemas['Parameters'];

export const readAssociation = (): Promise<Association> => ask(api.GET('/v1/association'));

/** What this association switched on in Réglages. */
export const readFeatures = async (): Promise<Schemas['Features']> => (await readAssociation()).parameters.features;

export class Tuning {
  readonly saving = new Doing();
  readonly known: Asked<Association>;

  /** `fill` gets what was read, at first and after every change. */
  constructor(private readonly fill: (parameters: Parameters) => void) {
    this.known = new Asked(async () => {
      const one = await readAssociation();
      fill(structuredClone(one.parameters));
      return one;
    });
  }

  /** Whether these parameters, in place of those that were read, are on the server now. */
  async save(changed: Partial<Parameters>): Promise<boolean> {
    const one = this.known.data;
    if (!one) return false;
    const parameters = { ...one.parameters, ...changed };
    const params = { header: ifMatch(one.version) };
    return this.saving.run(async () => {
      const now = await ask(api.PATCH('/v1/association', { params, body: { parameters } }));
      this.known.data = now;
      this.fill(structuredClone(now.parameters));
    });
  }

  at(pointer: string): string | undefined {
    return this.saving.at(`/parameters${pointer}`);
  }
}
