"""What the world may ask: one GraphQL schema over the models.

A resolver is about ten lines and holds no rule. It never names a database driver, a broker or a web framework.
"""
