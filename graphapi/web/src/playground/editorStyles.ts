/**
 * Styles the code editor under a Content-Security-Policy without 'unsafe-inline'. The editor (Monaco) writes rules into
 * style elements, which need the nonce of the page, and the positions of its lines into style attributes, which no nonce
 * allows. Both have to be in place before the editor is loaded, which reads `MonacoEnvironment` at that moment.
 */
export function styleTheEditor(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  if (nonce !== undefined) giveNonce(nonce);
  applyStyleAttributes();
  window.MonacoEnvironment = {
    ...window.MonacoEnvironment,
    createTrustedTypesPolicy: (name, policy) => ({ ...policy, name, createHTML: (html: string) => new EditorHtml(html) }),
  };
}

/** HTML that the editor has written itself, as opposed to what it shows; it passes each piece through `createHTML`. */
class EditorHtml {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
}

/** Gives the nonce to every style element that a script of the page makes; those in inserted HTML get none. */
function giveNonce(nonce: string): void {
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
    const element = createElement.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof createElement;
}

const insertions = { beforebegin: "before", afterbegin: "prepend", beforeend: "append", afterend: "after" } as const;

/** Makes the two ways in which the editor inserts its HTML apply style attributes; other HTML is inserted as always. */
function applyStyleAttributes(): void {
  const innerHtml = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  const { insertAdjacentHTML } = Element.prototype;
  if (innerHtml === undefined) return;
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...innerHtml,
    set(this: Element, html: unknown) {
      if (html instanceof EditorHtml) this.replaceChildren(styled(html));
      else innerHtml.set?.call(this, html);
    },
  });
  Element.prototype.insertAdjacentHTML = function (position, html: unknown) {
    if (html instanceof EditorHtml) this[insertions[position]](styled(html));
    else insertAdjacentHTML.call(this, position, html as string);
  };
}

const tags = /<[a-z][^>]*/gi;

/**
 * The nodes of `html`. The policy refuses a style attribute, but not the same style when a script sets it. Parsing the
 * attribute would already report a violation, so it has another name until then; in text, the editor escapes `<`.
 */
function styled(html: EditorHtml): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html.toString().replaceAll(tags, (tag) => tag.replaceAll(' style="', ' data-style="'));
  const nodes = new DocumentFragment();
  nodes.append(template.content);
  for (const element of nodes.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset["style"] ?? "";
    delete element.dataset["style"];
  }
  return nodes;
}
