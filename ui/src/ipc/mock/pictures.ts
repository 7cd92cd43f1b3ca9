import books from './pictures/books.svg?url';
import canal from './pictures/canal.svg?url';
import duck from './pictures/duck.svg?url';

const known: Record<string, string> = { books, canal, duck };

/** Where a pretended picture is read from. */
export const pretendPicture = (hash: string): string => known[hash] ?? canal;
