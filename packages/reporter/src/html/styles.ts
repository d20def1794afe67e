import { colours } from './styles/colours.js';
import { page } from './styles/page.js';
import { pictures } from './styles/pictures.js';
import { print } from './styles/print.js';
import { table } from './styles/table.js';

/** All styles of the page, as one constant: its hash stands in the page's policy. */
export const styles = [colours, page, table, pictures, print].join('').replace(/\n/g, '');
