"""People, as everybody may see them."""
