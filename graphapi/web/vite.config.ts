import type { IncomingMessage } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

import { defineConfig, type Plugin } from "vite";

import { operations } from "./operations.ts";

// One build of several pages: add a page's HTML file to `input`. All of them share the hashed files under /assets/.
export default defineConfig({
  base: "/",
  plugins: [operations(), fontsAsFiles(), totalSize()],
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // A small file as a data: address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    // The licences of the packages ask that their text goes where their code goes.
    license: { fileName: "third-party-licences.md" },
    // The code editor is one large piece by nature; it is served from the same machine.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: { graphql: "graphql.html", explore: "explore.html" },
      onLog(level, log, handle) {
        // "use client" in the packages speaks to other builders; here it says nothing, a hundred times over.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
  server: {
    // `npm run dev` shows the pages of this folder on an API that runs beside it.
    proxy: { "/graphql": { target: "http://127.0.0.1:8000", bypass: servePageOfThisFolder } },
  },
});

function servePageOfThisFolder(request: IncomingMessage): string | undefined {
  return request.method === "GET" ? "/graphql.html" : undefined;
}

/**
 * GraphiQL's style sheet holds its fonts as data: addresses, half a megabyte that every visit reads and a
 * Content-Security-Policy has to allow. As files, a browser fetches the few that a page's letters need.
 */
function fontsAsFiles(): Plugin {
  const font = /url\(["']?data:font\/(\w+);base64,([\w+/=]+)["']?\)/g;
  return {
    name: "graphapi:fonts-as-files",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const sheet of Object.values(bundle)) {
        if (sheet.type !== "asset" || !sheet.fileName.endsWith(".css")) continue;
        sheet.source = textOf(sheet.source).replaceAll(font, (_address, format: string, content: string) => {
          const file = this.emitFile({ type: "asset", name: `font.${format}`, source: Buffer.from(content, "base64") });
          return `url(/${this.getFileName(file)})`;
        });
      }
    },
  };
}

/** Says what a first visit may cost at most; vite itself names the size of each file. */
function totalSize(): Plugin {
  return {
    name: "graphapi:total-size",
    apply: "build",
    writeBundle(_options, bundle) {
      const contents = Object.values(bundle).map((file) =>
        Buffer.from(file.type === "asset" ? file.source : file.code),
      );
      const compressed = contents.map((content) =>
        brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
      );
      this.info(`${contents.length} files: ${kilobytes(contents)} kB, with brotli ${kilobytes(compressed)} kB`);
    },
  };
}

function textOf(source: string | Uint8Array): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}

function kilobytes(contents: Uint8Array[]): number {
  return Math.round(contents.reduce((sum, content) => sum + content.byteLength, 0) / 1000);
}
