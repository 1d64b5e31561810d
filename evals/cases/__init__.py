"""Case files: what they may say, how they are read, and the versions of the data sets."""
