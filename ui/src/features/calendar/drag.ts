import type { CalendarEntry } from '../../ipc/generated';
import type { Calendar } from './calendar.svelte';
import { HOUR, placeAt } from './grid';

/** So many pixels before a press becomes a drag. */
const SLACK = 5;
/** So close to the edge, what is dragged scrolls along. */
const EDGE = 36;
const ALONG = 14;

/** What the cards within `root` are taken up by. */
export function grabWithin(
  calendar: Calendar,
  root: () => HTMLElement | undefined,
): (event: PointerEvent, entry: CalendarEntry) => void {
  return (event, entry) => {
    const days = root();
    if (days) grab(calendar, days, event, entry);
  };
}

/**
 * Lets an entry be dragged over the days within `root`, each marked by `data-date`. Held with Ctrl, a copy is made.
 * By hours in the week, by days in the month.
 */
function grab(calendar: Calendar, root: HTMLElement, pressed: PointerEvent, entry: CalendarEntry): void {
  if (pressed.button !== 0 || calendar.moving) return;
  const hours = calendar.view === 'week' ? HOUR : null;
  const card = pressed.currentTarget as HTMLElement;
  const held = { minute: entry.minute, grabbed: pressed.clientY - card.getBoundingClientRect().top };
  let dragging = false;

  function days(): (DOMRect & { date: string })[] {
    const found = [...root.querySelectorAll<HTMLElement>('[data-date]')];
    return found.map((day) => Object.assign(day.getBoundingClientRect(), { date: day.dataset.date ?? '' }));
  }

  function along(y: number): void {
    const { top, bottom } = root.getBoundingClientRect();
    if (y > bottom - EDGE) root.scrollTop += ALONG;
    else if (y < top + 2 * EDGE) root.scrollTop -= ALONG;
  }

  function move(event: PointerEvent): void {
    const far = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) > SLACK;
    if (!dragging && !far) return;
    const copy = event.ctrlKey || event.metaKey;
    if (!dragging && !(copy ? entry.may.copy : entry.may.shift)) return;
    // Escape took it away.
    if (dragging && !calendar.moving) return;
    dragging = true;
    event.preventDefault();
    along(event.clientY);
    const place = placeAt({ x: event.clientX, y: event.clientY }, days(), held, hours);
    const last = calendar.moving?.place ?? { date: entry.date, minute: entry.minute };
    calendar.moving = { entry, copy: copy && entry.may.copy, place: place ?? last, by: 'pointer' };
  }

  function end(event: PointerEvent): void {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
    if (!dragging) return;
    // What was dragged was not clicked.
    const swallow = (click: MouseEvent): void => {
      click.preventDefault();
      click.stopPropagation();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
    if (!calendar.moving) return;
    if (event.type === 'pointerup') void calendar.drop();
    else calendar.leave();
  }

  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}
