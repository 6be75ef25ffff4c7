// संचालक के पन्ने के वाक्य।

import type { Words } from "../../words";

export const operatorWords: Words["operator"] = {
  title: "अभी",
  open: "अभी कौन अभ्यास कर रहा है",
  stranger: "यह पन्ना इस सर्वर के संचालकों के लिए है।",
  nobody: "अभी कोई अभ्यास नहीं कर रहा।",
  stopping: "सर्वर रुकने वाला है: अब कोई भीतर नहीं आ सकता।",
  of: (some, all) => `${all} में से ${some}`,
  percent: (share) => `${Math.round(share * 100)} %`,
  names: {
    practices: "अभ्यास",
    busy: (limit) => `गणना का समय उपयोग में; नए लोग रुकते हैं ${limit}`,
    lag: "सर्वर की देरी",
    uploads: "फ़ाइलें जाँच में",
    engine: "इंजन",
  },
  columns: { who: "कौन", pose: "आसन", since: "कब से", frames: "तस्वीरें", silent: "चुप" },
  who: (id) => `खाता ${id}`,
  guest: "अतिथि",
  any: "कोई भी",
  frames: (seen, dropped) => `${seen} देखी गईं, ${dropped} छोड़ी गईं`,
  state: { opening: "शुरू", live: "जारी", away: "दूर", closing: "समाप्ति पर", closed: "समाप्त" },
  source: { jpeg: "तस्वीरें", video: "वीडियो", landmarks: "केवल बिंदु" },
  end: "समाप्त करें",
};
