/** Gives a file to the person; nothing leaves the browser. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has the file's content once it has begun; a moment is enough for that.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
