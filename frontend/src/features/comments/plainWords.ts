/** The words of safe HTML, without their dress, on one line. */
export function plainWords(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return (page.body.textContent || "").replace(/\s+/g, " ").trim();
}
