// Everything the page says, in English; the other languages are values of the same type.

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

export const words = {
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
