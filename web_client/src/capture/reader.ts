// What reads the camera's pictures before they leave the page: into JPEGs, or into the body's own points.

import type { LandmarksMessage } from "../wire";
import type { Quality } from "./pacing";

/** Where the joints are found: the server is sent pictures, this device sends points only. */
export type Place = "server" | "device";

export type Body = Pick<LandmarksMessage, "image" | "world" | "size">;

/** What one picture became: exactly this leaves the page. */
export type Observation = { kind: "picture"; jpeg: Uint8Array } | { kind: "body"; body: Body };

export interface Reader {
  /** One at a time; takes the picture over. Null when nothing came of it. */
  read(picture: ImageBitmap, now: number, quality: Quality): Promise<Observation | null>;
  close(): void;
}
