"""Posts and tags, as the world may ask for them and change them."""
