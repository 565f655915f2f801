"""The pages in a browser, against a forum of their own: `make e2e`. The stories are told in frontend/e2e."""
