/** What a colour says. Never said by colour alone. */
export type Tone = 'plain' | 'good' | 'warn' | 'danger' | 'info' | 'plum';
