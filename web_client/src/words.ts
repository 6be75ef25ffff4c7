// Every sentence on the page, by id: another language is another value of the same type.

import { libraryWords } from "./words/library";
import { pageWords } from "./words/pages";
import { practiceWords } from "./words/practice";
import { progressWords } from "./words/progress";

export const words = { ...pageWords, ...practiceWords, library: libraryWords, progress: progressWords };
export type Words = typeof words;
