import { transport } from '../ipc/transport';
import { ask } from '../kit/ask.svelte';
import { isGoingOut, saveAll } from '../parts/left';
import { words } from '../words';

/** The window is about to be closed: what was typed is saved first, and where that cannot be, the person decides. */
export function saveBeforeClosing(): void {
  const { leave } = transport();
  leave?.asked(async () => {
    // A post on its way to the outbox is waited for, longer than the program waits for a page that hangs.
    if (isGoingOut()) leave.answer(false);
    if (await saveAll()) {
      leave.answer(true);
      return;
    }
    leave.answer(false);
    const said = words.app.closing;
    if (await ask({ title: said.title, text: said.text, yes: said.yes, danger: true })) leave.answer(true);
  });
}
