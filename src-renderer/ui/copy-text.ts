/**
 * Copies text. Where the clipboard interface is refused the text is selected in its element and
 * copied the old way; false when that fails too (the selection then stays for the user's Ctrl+C).
 */
export async function copyText(text: string, element: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element === null) return false;
    const selection = window.getSelection();
    selection?.selectAllChildren(element);
    return document.execCommand('copy');
  }
}
