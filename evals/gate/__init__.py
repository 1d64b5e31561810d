"""The release gate: two runs, paired by case, in; pass, regression or not enough evidence, out."""
