"""Who may ask what: a table of every field, and every path to those that are not for everybody."""
