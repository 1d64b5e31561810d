"""Which video container a file is, by its first bytes; the name and the sent type prove nothing."""

from __future__ import annotations

ISO_BMFF_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
"""Boxes a file may begin with. Source: ISO/IEC 14496-12, 4.3; QuickTime File Format, "wide"."""
EBML = b"\x1a\x45\xdf\xa3"
"""Source: RFC 8794, 11.2.1: the EBML element id that begins Matroska and WebM files."""
WEBM = b"webm"
IMAGE_BRANDS = frozenset({b"avif", b"heic", b"heix", b"mif1", b"crx ", b"jxl ", b"M4A "})
"""Brands of still pictures and sound. Source: the MP4 registration authority's list of brands."""
HEAD_BYTES = 64


def video_type(head: bytes) -> str | None:
    """Return the media type of a video file's beginning, or None when it is none we read.

    Args:
        head: The first 64 bytes, or the whole file when it is shorter.
    """
    if head[4:8] == b"ftyp" and head[8:12] in IMAGE_BRANDS:
        return None
    if head[4:8] in ISO_BMFF_BOXES:
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if head.startswith(EBML):
        return "video/webm" if WEBM in head else "video/x-matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "video/x-msvideo"
    return None
