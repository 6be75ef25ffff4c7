// Shows this server's own document, in the system's own letters.
const letters = "system-ui, sans-serif";
window.Redoc.init(
  "/openapi.json",
  { theme: { typography: { fontFamily: letters, headings: { fontFamily: letters } } } },
  document.getElementById("redoc"),
);
