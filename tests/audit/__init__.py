"""The GraphQL-over-HTTP specification's own audit suite, the npm package graphql-http, against this door."""
