/** The module that the build makes of an operation: its text with the fragments that it needs, and its name. */
declare module "*.graphql" {
  export const text: string;
  export const name: string;
}
