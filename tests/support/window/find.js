// Finds elements as a person would name them. Arguments: kind, name, role. Answers the visible ones that fit, in
// document order. Names are computed as browsers do, as far as this app needs it.
const [kind, wanted, role] = arguments;

const roles = {
  A: (element) => (element.hasAttribute('href') ? 'link' : ''),
  BUTTON: () => 'button',
  SUMMARY: () => 'button',
  SELECT: (element) => (element.multiple || element.size > 1 ? 'listbox' : 'combobox'),
  TEXTAREA: () => 'textbox',
  OPTION: () => 'option',
  DIALOG: () => 'dialog',
  NAV: () => 'navigation',
  MAIN: () => 'main',
  ASIDE: () => 'complementary',
  FORM: () => 'form',
  TABLE: () => 'table',
  TR: () => 'row',
  ARTICLE: () => 'article',
  IMG: () => 'img',
  UL: () => 'list',
  OL: () => 'list',
  LI: () => 'listitem',
  INPUT: (element) =>
    ({
      button: 'button',
      submit: 'button',
      reset: 'button',
      checkbox: element.getAttribute('role') ?? 'checkbox',
      radio: 'radio',
      range: 'slider',
      number: 'spinbutton',
      search: 'searchbox',
      hidden: '',
    })[element.type] ?? 'textbox',
};

const roleOf = (element) => {
  const given = element.getAttribute('role');
  if (given) return given.split(' ')[0];
  if (/^H[1-6]$/.test(element.tagName)) return 'heading';
  return roles[element.tagName]?.(element) ?? '';
};

const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

const textOf = (element) => {
  let text = '';
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.textContent;
    else if (node.nodeType === Node.ELEMENT_NODE && node.getAttribute('aria-hidden') !== 'true')
      text += ` ${node.getAttribute('aria-label') ?? node.getAttribute('alt') ?? textOf(node)} `;
  }
  return text;
};

const nameOf = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(textOf).join(' '));
  const label = element.getAttribute('aria-label');
  if (label) return tidy(label);
  if (element.labels?.length) return tidy([...element.labels].map(textOf).join(' '));
  if (element.tagName === 'INPUT' && ['submit', 'button'].includes(element.type)) return tidy(element.value);
  return tidy(element.getAttribute('alt') ?? textOf(element)) || tidy(element.title || element.placeholder);
};

const visible = (element) =>
  element.checkVisibility
    ? element.checkVisibility({ visibilityProperty: true })
    : element.getClientRects().length > 0;

const fits = {
  role: (element) => roleOf(element) === role && (wanted === '' || nameOf(element) === wanted),
  field: (element) =>
    element.matches('input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=switch]') &&
    nameOf(element) === wanted,
  test: (element) => element.dataset.test === wanted,
  css: (element) => element.matches(wanted),
  text: (element) =>
    tidy(element.innerText).includes(wanted) &&
    ![...element.children].some((child) => tidy(child.innerText).includes(wanted)),
}[kind];

return [...document.querySelectorAll('body *')].filter((element) => visible(element) && fits(element));
