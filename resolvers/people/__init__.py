"""People, as the world may ask for them."""
