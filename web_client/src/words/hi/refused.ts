// Hindi: what is amiss where the server takes something back. No speaker has reviewed it yet.

import type { Words } from "../../words";

export const refusedWords: Words["refused"] = {
  fields: {
    fullname: "नाम में 2 से 100 दिखने वाले अक्षर होते हैं।",
    email: "यह ई-मेल पता नहीं लगता।",
    password: "पासवर्ड में 8 से 128 अक्षर होते हैं।",
    new_password: "पासवर्ड में 8 से 128 अक्षर होते हैं।",
    dob: "1990-05-17 जैसी तारीख; उम्र 13 साल या अधिक हो।",
    sex: "कृपया एक चुनें।",
  },
  codes: {
    busy: "अभी बहुत काम है। थोड़ी देर में फिर कोशिश करें।",
    email_taken: "इस ई-मेल से पहले ही एक खाता है।",
    not_allowed: "आपका खाता यह नहीं कर सकता।",
    not_authenticated: "कृपया फिर से लॉग इन करें।",
    not_found: "यह यहाँ नहीं है, या अब नहीं है।",
    restarting: "कोच फिर से शुरू हो रहा है। थोड़ी देर में फिर कोशिश करें।",
    still_live: "यह अभ्यास अभी पूरा नहीं हुआ है।",
    store_unavailable: "अभी कुछ भी सहेजा नहीं जा सकता। थोड़ी देर में फिर कोशिश करें।",
    too_fast: "बहुत बार कोशिश हुई। एक मिनट रुककर फिर कोशिश करें।",
    weak_password: "यह पासवर्ड बहुत जाना-पहचाना है। कृपया दूसरा चुनें।",
  },
};
