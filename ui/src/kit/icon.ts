import type { LucideIcon } from '@lucide/svelte';

/** An icon of the set: `import Sun from '@lucide/svelte/icons/sun'`. */
export type Icon = LucideIcon;
