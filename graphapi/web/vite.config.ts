import { defineConfig } from "vite";

// One build of several pages: add a page's HTML file to `input`. All of them share the hashed files under /assets/.
export default defineConfig({
  base: "/",
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // A small file as a data: address would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    sourcemap: false,
    // The code editor is one large piece by nature; it is served from the same machine.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: { graphql: "graphql.html" },
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

function servePageOfThisFolder(request: { method?: string; url?: string }): string | undefined {
  return request.method === "GET" ? "/graphql.html" : undefined;
}
