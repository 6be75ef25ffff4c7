// The sentences of the operator's page.

export const operatorWords = {
  title: "Now",
  open: "Who practises now",
  stranger: "This page is for operators of this server.",
  nobody: "Nobody practises now.",
  stopping: "The server is about to stop: nobody is let in.",
  of: (some: number, all: number) => `${some} of ${all}`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
  names: {
    practices: "practices",
    busy: (limit: string) => `of the workers' time in use; new ones wait from ${limit}`,
    lag: "the server is late by",
    uploads: "files looked at",
    engine: "engine",
  },
  columns: { who: "Who", pose: "Pose", since: "For", frames: "Pictures", silent: "Silent for" },
  who: (id: number) => `Account ${id}`,
  guest: "Guest",
  any: "any",
  frames: (seen: number, dropped: number) => `${seen} read, ${dropped} passed over`,
  state: { opening: "beginning", live: "live", away: "away", closing: "ending", closed: "over" },
  source: { jpeg: "pictures", video: "video", landmarks: "joints only" },
  end: "End",
};
