/** Whether search and commands, or the map of keys, stand open. */
class Palette {
  open = $state(false);
  keys = $state(false);
}

export const palette = new Palette();
