export const cite = {
  button: 'Cite a source',
  title: 'Cite a source',
  text: 'Anything public that you read here, with its page: an event, an article, a post. Its title and link go where you write.',
  words: 'Words in it',
  found: 'Sources',
  none: 'Follow the feed of your events or your catalogue under Accounts, and its newest entries stand here. Type a word to look through everything you read.',
  nothing: 'Nothing public with these words was read here.',
};
