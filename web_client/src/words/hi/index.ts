// Everything the page says, in Hindi, and the script that it is written in.

import "@fontsource-variable/noto-sans-devanagari/wght.css";
import type { Words } from "../../words";
import { bringWords, changeWords, recoveryWords } from "./account";
import { achievementWords, boardWords, goalWords } from "./goals";
import { libraryWords } from "./library";
import { operatorWords } from "./operator";
import { pageWords } from "./pages";
import { practiceWords } from "./practice";
import { privacyWords } from "./privacy";
import { progressWords } from "./progress";
import { refusedWords } from "./refused";
import { setupWords } from "./setup";
import { summaryWords } from "./summary";

export const words: Words = {
  ...pageWords,
  ...setupWords,
  ...practiceWords,
  ...summaryWords,
  recovery: recoveryWords,
  change: changeWords,
  bring: bringWords,
  goals: goalWords,
  achievements: achievementWords,
  board: boardWords,
  library: libraryWords,
  progress: progressWords,
  operator: operatorWords,
  privacyPage: privacyWords,
  refused: refusedWords,
};
