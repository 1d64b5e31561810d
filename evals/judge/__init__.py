"""The judge of last resort: asked only what no program can tell, heard only when calibrated."""
