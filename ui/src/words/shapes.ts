/** What a trouble's screen says: what happened, what is safe, what to do. */
export type TroubleWords = Record<
  | 'no_keychain'
  | 'keychain_locked'
  | 'keychain_refused'
  | 'key_missing'
  | 'wrong_key'
  | 'newer_schema'
  | 'damaged'
  | 'disk_full'
  | 'read_only'
  | 'other',
  { title: string; happened: string; safe: string; todo: string }
>;
