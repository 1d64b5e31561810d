"""Measurements on frozen question sets, which `fitholic bench` prints."""
