"""Files of worked examples: what their names mean, and whether the formulas agree with them."""
