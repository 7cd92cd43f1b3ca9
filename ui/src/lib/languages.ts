/** Languages offered for posts, as BCP 47 tags. */
const tags =
  'af am ar bg bn bs ca cs cy da de el en en-GB en-US es es-MX et eu fa fi fil fr fr-CA ga gl gu ha he hi hr ht hu hy id is it ja ka kk km ko ku lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt pt-BR ro ru si sk sl so sq sr sv sw ta te th tr uk ur uz vi yi yo zh-Hans zh-Hant zu'.split(
    ' ',
  );

const names = new Intl.DisplayNames('en', { type: 'language' });

/** What a language is called; the tag itself where nobody knows. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Tag and name of every language offered, and of `kept`, by name. */
export function languageOptions(kept = ''): [string, string][] {
  const all = kept === '' || tags.includes(kept) ? tags : [kept, ...tags];
  return all.map((tag): [string, string] => [tag, languageName(tag)]).sort(([, a], [, b]) => a.localeCompare(b));
}
