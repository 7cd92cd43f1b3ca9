// Fills in a field as typing would, with any character: the driver's own typing drops those beyond the basic plane.
const [element, value] = arguments;
element.focus();
if (element.isContentEditable) {
  document.getSelection().selectAllChildren(element);
  document.execCommand('insertText', false, value);
} else {
  const prototype = { TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement }[element.tagName] ?? HTMLInputElement;
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value').set.call(element, value);
  element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: value }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
