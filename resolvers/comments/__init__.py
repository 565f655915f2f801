"""Comments, as the world may read and write them."""
