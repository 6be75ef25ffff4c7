// Hindi: the sentences about goals, deeds and the leaderboard. No speaker has reviewed them yet.

import type { Words } from "../../words";

export const goalWords: Words["goals"] = {
  title: "लक्ष्य",
  minutes: (value, target) => `इस हफ़्ते ${target} में से ${value} मिनट`,
  hold: (pose, value, target) => `${pose}: सबसे लंबा, ${target} में से ${value} सेकंड`,
  met: "पूरा हुआ",
  letGo: "छोड़ दें",
  target: "लक्ष्य",
  add: "एक और लक्ष्य",
  kind: "किसका",
  kinds: { minutes: "हफ़्ते में मिनट", hold: "एक आसन में सेकंड" },
  pose: "रुकने का आसन",
  set: "यह लक्ष्य रखें",
  enough: "बीस से ज़्यादा लक्ष्य नहीं हो सकते। पहले कोई और छोड़ें।",
  amiss: "यह लक्ष्य संभव नहीं है।",
};

export const achievementWords: Words["achievements"] = {
  next: "बस थोड़ा और",
  of: (value, target) => `${target} में से ${value}`,
  titles: {
    first_practice: "पहला अभ्यास",
    ten_practices: "दस अभ्यास",
    hundred_practices: "सौ अभ्यास",
    ten_days: "दस दिन का अभ्यास",
    fifty_days: "पचास दिन का अभ्यास",
    three_days_in_a_row: "लगातार तीन दिन",
    seven_days_in_a_row: "पूरा एक हफ़्ता",
    hundred_minutes: "सौ मिनट",
    thousand_minutes: "हज़ार मिनट",
    five_poses: "पाँच अलग आसन",
    twenty_five_poses: "पच्चीस अलग आसन",
    both_sides: "एक आसन दोनों ओर",
    half_a_minute: "एक आसन में आधा मिनट",
    a_minute: "एक आसन में पूरा एक मिनट",
    two_minutes: "एक आसन में दो मिनट",
    finely_done: "90 अंकों वाला एक आसन",
  },
};

export const boardWords: Words["board"] = {
  title: "सूची",
  period: "समय",
  periods: { week: "इस हफ़्ते", month: "इस महीने", all: "अब तक" },
  nobody: "इस समय में अभी किसी ने अभ्यास नहीं किया।",
  leave: "सेटिंग में नाम बदलें या सूची से हटें",
  you: (name) => `${name} (आप)`,
  columns: { rank: "स्थान", name: "नाम", minutes: "मिनट", sessions: "सत्र" },
};
