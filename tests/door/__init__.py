"""The door over HTTP, held against a schema small enough to be read beside its tests."""
