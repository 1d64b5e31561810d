"""Writes small FIT files: a header, definitions, messages and checksums, as the protocol says."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
CRC_TABLE = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip
ENUM, UINT8, UINT16, UINT32 = 0x00, 0x02, 0x84, 0x86
FORMATS = {ENUM: "B", UINT8: "B", UINT16: "H", UINT32: "I"}
FILE_ID, SESSION, WEIGHT_SCALE, SET = 0, 18, 30, 225


@dataclass(frozen=True)
class Field:
    number: int
    kind: int
    value: int


def seconds(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def crc(data: bytes) -> int:
    """Return the checksum. Source: FIT protocol, two-byte CRC by nibbles."""
    value = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            value = (value >> 4) ^ CRC_TABLE[value & 0xF] ^ CRC_TABLE[nibble]
    return value


def message(number: int, fields: Sequence[Field]) -> bytes:
    """Return the definition of a message and the message itself, both local type 0."""
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    for each in fields:
        size = struct.calcsize(FORMATS[each.kind])
        definition += struct.pack("BBB", each.number, size, each.kind)
    data = b"".join(struct.pack("<" + FORMATS[each.kind], each.value) for each in fields)
    return definition + b"\x00" + data


def fit_file(*messages: bytes) -> bytes:
    body = b"".join((message(FILE_ID, [Field(0, ENUM, 4)]), *messages))
    header = struct.pack("<BBHI4s", 14, 0x20, 2195, len(body), b".FIT")
    header += struct.pack("<H", crc(header))
    return header + body + struct.pack("<H", crc(header + body))


def run(start: datetime, *, duration_s: int = 1800, metres: int = 5000, bpm: int = 150) -> bytes:
    return message(
        SESSION,
        [
            Field(253, UINT32, seconds(start) + duration_s),
            Field(2, UINT32, seconds(start)),
            Field(5, ENUM, 1),
            Field(6, ENUM, 0),
            Field(7, UINT32, duration_s * 1000),
            Field(8, UINT32, duration_s * 1000),
            Field(9, UINT32, metres * 100),
            Field(16, UINT8, bpm),
        ],
    )


def lifting(start: datetime, *, duration_s: int = 3600) -> bytes:
    return message(
        SESSION,
        [
            Field(2, UINT32, seconds(start)),
            Field(5, ENUM, 10),
            Field(6, ENUM, 20),
            Field(7, UINT32, duration_s * 1000),
        ],
    )


def strength_set(start: datetime, reps: int, kg: float, *, category: int, subtype: int) -> bytes:
    return message(
        SET,
        [
            Field(254, UINT32, seconds(start)),
            Field(0, UINT32, 40_000),
            Field(3, UINT16, reps),
            Field(4, UINT16, round(kg * 16)),
            Field(5, UINT8, 1),
            Field(6, UINT32, seconds(start)),
            Field(7, UINT16, category),
            Field(8, UINT16, subtype),
        ],
    )


def rest(start: datetime) -> bytes:
    return message(SET, [Field(5, UINT8, 0), Field(6, UINT32, seconds(start))])


def weigh_in(at: datetime, kg: float) -> bytes:
    return message(
        WEIGHT_SCALE, [Field(253, UINT32, seconds(at)), Field(0, UINT16, round(kg * 100))]
    )
