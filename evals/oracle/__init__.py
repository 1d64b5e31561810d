"""Expected numbers, derived from the published formulas by code that knows nothing of the product.

Nothing here may import `coach`, `tools` or `agents`: what shares the product's code shares its
mistakes.
"""
