// What happens to the picture and the results, mode by mode, in plain words; only of what exists.

export const privacyWords = {
  lead: "No picture is ever kept. This page asks for nothing from any other site, and nobody watches.",
  mode: "When",
  what: "What happens",
  rows: (host: string): [string, string][] => [
    [
      "Joints are found on this device",
      "Your picture stays on this device. Only 33 points a moment go to the coach: where your joints are. They can't show your face or your room, and are about 2 MB a minute. Choose it before you turn on the camera, or in Settings.",
    ],
    [
      "Joints are found on the server",
      `Pictures go to ${host}, are read, and are thrown away. They are never written to disk. No sound is sent: this page never asks for the microphone.`,
    ],
    [
      "What leaves this device",
      "Up to 15 small pictures a second, or as many times 33 points, while you practise. Nothing while you hide this tab or look at another page. In the first three minutes of a pause up to 4 a second, so that a raised hand can end it; nothing where “Hands as buttons” is off.",
    ],
    [
      "You practise as a guest",
      "Saved only in this browser: scores, hold times, cues, and where your joints were at your best moment. Delete a session on its own page, or clear this site's data in your browser.",
    ],
    [
      "You practise with an account",
      `Your results are kept by ${host}: scores, hold times, cues, and where your joints were at your best moment. No pictures. Download or delete all of it in Settings.`,
    ],
    [
      "You log in",
      "One cookie keeps you logged in: this server alone can read it, and logging out ends it. There is no other cookie and no tracker.",
    ],
    [
      "Voice",
      "Only a voice that lives on this device is used. A voice that would send the words elsewhere is never used.",
    ],
    [
      "You agree to keep your joints",
      "33 points, ten times a second of each practice, for 90 days. No pictures. How you move can be personal: switch it off in Settings, and all of them are deleted at once.",
    ],
    ["The camera is off", "Nothing is sent."],
  ],
  https: (host: string) =>
    `You are on a plain http address. That is fine for a server on this very device (${host}); from anywhere else, use https, so that nobody on the way can see the pictures.`,
};
