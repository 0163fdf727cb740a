// Opens a pairing card at the door: the card is known, the person says their family name.
import { api, ask } from '../../../api/client';
import { Doing } from '../../../parts/doing.svelte';

export class Opening {
  readonly doing = new Doing();
  name = $state('');
  /** Until when it is open. */
  until = $state<string>();

  async open(pairing_id: string): Promise<void> {
    const params = { path: { pairing_id } };
    const body = { family_name: this.name };
    await this.doing.run(async () => {
      this.until = (await ask(api.POST('/v1/pairings/{pairing_id}/opening', { params, body }))).opened_until;
    });
  }
}
