/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Whether this build may pretend the program; false in every build that ships. */
declare const __MOCK__: boolean;
