// Hindi: the sentences of the progress page. No speaker has reviewed them yet.

import type { Words } from "../../words";
import { plural } from "./common";

export const progressWords: Words["progress"] = {
  title: "प्रगति",
  days: (done, goal) => `इस हफ़्ते ${goal} में से ${done} दिन`,
  row: (n) => `लगातार ${plural(n, "हफ़्ता", "हफ़्ते")}।`,
  goal: "हफ़्ते में दिन",
  calendar: "पिछले पाँच हफ़्ते",
  weekdays: ["सो", "मं", "बु", "गु", "शु", "श", "र"],
  practised: (day, minutes) => `${day}: ${minutes} मिनट`,
  rest: (day) => `${day}: अभ्यास नहीं`,
  minutes: "हर हफ़्ते मिनट",
  minutesOf: "अभ्यास",
  minutesFinding: (minutes) => `पिछले बारह हफ़्तों में ${minutes} मिनट।`,
  minuteUnit: "मि॰",
  pose: "आसन",
  score: (pose) => `${pose}: अंक`,
  scoreFinding: {
    few: "कुछ और बार, फिर मैं रेखा दिखा सकूँगा।",
    same: "लगभग वही।",
    up: "आपके अंक बढ़े हैं।",
    down: "शुरू से कम। दिन अलग-अलग होते हैं।",
  },
  scoreUnit: "अंक",
  holds: (pose) => `${pose}: रुकने के सेकंड`,
  holdsFinding: {
    few: "कुछ और बार, फिर मैं रेखा दिखा सकूँगा।",
    same: "लगभग पहले जितनी देर।",
    up: "आप शुरू से ज़्यादा देर रुकते हैं।",
    down: "शुरू से कम देर। दिन अलग-अलग होते हैं।",
  },
  holdUnit: "से॰",
  sides: { left: "बायाँ", right: "दायाँ", none: "समय" },
  deeds: "किया हुआ",
  deed: {
    first: "पहला अभ्यास",
    bothSides: "एक आसन दोनों ओर",
    fivePoses: "पाँच अलग आसन",
    minute: "एक आसन में पूरा एक मिनट",
    tenDays: "दस दिन का अभ्यास",
  },
  when: "कब",
  nothing: "कुछ नहीं",
  table: "तालिका में दिखाएँ",
  arrows: "तीर वाली कुंजियाँ मान पढ़ती हैं।",
  sessions: "सभी सत्र",
};
