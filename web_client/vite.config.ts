// Builds the page into server/web, from where the server serves it; in development the server is asked for the rest.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const SHIPPED = [
  "preact",
  "uplot",
  "@preact/signals",
  "@preact/signals-core",
  "@fontsource-variable/sofia-sans-semi-condensed",
  "@fontsource-variable/noto-sans-devanagari",
  "swagger-ui-dist",
  "redoc",
];
/** The pages of the API's documentation, as their makers built them but for one picture, with the licences of what they contain. */
const DOCS = [
  "swagger-ui-dist/NOTICE",
  "swagger-ui-dist/swagger-ui.css",
  "swagger-ui-dist/swagger-ui-bundle.js",
  "swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt",
  "redoc/bundles/redoc.standalone.js",
  "redoc/bundles/redoc.standalone.js.LICENSE.txt",
];
/** Its package brings no licence file: the text is that of this project's own. */
const MEDIAPIPE = `@mediapipe/tasks-vision\n\nCopyright The MediaPipe Authors\n\n${readFileSync("../LICENSE", "utf8")}`;
const SERVER = process.env.YOGA_SERVER ?? "http://127.0.0.1:8000";

/** MIT and OFL ask that their text travels with each copy. */
function licences(): Plugin {
  const text = (name: string) => `${name}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8")}`;
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const source = [...SHIPPED.map(text), MEDIAPIPE].join("\n\n");
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

/** A picture that ReDoc fetches from its makers' host, and nothing in its place. */
const REDOC_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg";
const NO_LOGO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

/** Beside the files of `public/docs`, so that /docs and /redoc ask no other host for anything. */
function documentation(): Plugin {
  return {
    name: "documentation",
    apply: "build",
    generateBundle() {
      for (const path of DOCS) {
        const fileName = `docs/${path.split("/").pop()}`;
        const original = readFileSync(`node_modules/${path}`, "utf8");
        const source = original.replaceAll(REDOC_LOGO, NO_LOGO);
        if (path.endsWith("redoc.standalone.js") && source === original)
          this.error("ReDoc's logo is elsewhere now");
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}

/** What works without a network: the page and its pieces, not MediaPipe, and of the fonts only the Latin one. */
const LEFT_OUT = /vision_wasm|finder|\.wasm$|(devanagari|cyrillic|greek|vietnamese|latin-ext)[^/]*\.woff2$/;

/** Tells the service worker which files there are. */
function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => name.startsWith("assets/") && !LEFT_OUT.test(name));
      const files = [...names.map((name) => `/${name}`), "/icon.svg", "/manifest.webmanifest"].sort();
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk" || !worker.code.includes("__FILES__"))
        this.error("the service worker has no place for its files");
      worker.code = worker.code.replace("__FILES__", JSON.stringify(files).replaceAll('"', '\\"'));
    },
  };
}

export default defineConfig({
  plugins: [licences(), documentation(), offline()],
  build: {
    outDir: "../server/web",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows fonts and styles from the server only, never data: URLs.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ["index.html", "src/offline/sw.ts"],
      // A service worker's place is its scope: it has to lie at the root, under one name.
      output: {
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    proxy: {
      "/api": SERVER,
      "/auth": SERVER,
      "/models": SERVER,
      "/ws": { target: SERVER, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
  test: { environment: "node" },
});
