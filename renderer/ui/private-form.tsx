import type { FormHTMLAttributes, Ref } from 'react';

/**
 * A form whose entries the browser keeps nowhere. Chromium writes what stands in fields into its session files, readable, to fill
 * them in again after a crash; a form that says `autocomplete="off"` is left out. Whatever takes in something personal lies in one.
 */
export function PrivateForm({
  onSubmit,
  ref,
  ...rest
}: FormHTMLAttributes<HTMLFormElement> & { readonly ref?: Ref<HTMLFormElement> }) {
  return (
    <form
      {...rest}
      ref={ref}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(event);
      }}
    />
  );
}
