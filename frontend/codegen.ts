import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**", "!src/**/*.test.ts"],
  ignoreNoDocuments: true,
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
      config: {
        // Decimals stay the strings that they are: floats would lose digits.
        scalars: { DateTime: "string", Decimal: "`${number}`", Cursor: "string" },
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        nonOptionalTypename: false,
        // graphcache asks for __typename itself.
        skipTypename: true,
      },
    },
  },
};

export default config;
