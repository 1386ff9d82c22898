/** What the step reads and changes of PostCSS's declarations. */
interface StyleDeclaration {
  readonly prop: string;
  value: string;
  readonly parent?: { readonly nodes?: readonly object[] } | undefined;
}

/** A PostCSS plugin that makes style sheets written in pixels follow the elder mode; see `type-scale.mjs`. */
export function typeScale(): {
  readonly postcssPlugin: string;
  Declaration(declaration: StyleDeclaration): void;
};
