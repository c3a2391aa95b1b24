"""bcryptprimitives.dll, which Wine 8 lacks and wheels written in Rust want.

Its one function, ProcessPrng, is forwarded to advapi32.SystemFunction036, which does the same.
"""

from __future__ import annotations

import struct

ADDRESS = 0x1000
"""Where the one section is, from the beginning of the image."""
FILE_ALIGNMENT = 0x200
NAMES = b"bcryptprimitives.dll\0", b"ProcessPrng\0"
FORWARD = b"advapi32.SystemFunction036\0"


def dll() -> bytes:
    """Return the file."""
    exports = _exports()
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    machine, is_dll = 0x8664, 0x2022
    coff = struct.pack("<HHIIIHH", machine, 1, 0, 0, 0, 240, is_dll)
    readable_data = 0x40000040
    section = struct.pack(
        "<8sIIIIIIHHI",
        b".edata",
        len(exports),
        ADDRESS,
        FILE_ALIGNMENT,
        FILE_ALIGNMENT,
        *(0, 0, 0, 0),
        readable_data,
    )
    head = dos + b"PE\0\0" + coff + _optional_header(len(exports)) + section
    return head.ljust(FILE_ALIGNMENT, b"\0") + exports.ljust(FILE_ALIGNMENT, b"\0")


def _exports() -> bytes:
    """Return the export directory: a table each of functions, names, ordinals; then the texts."""
    functions = 40
    names, ordinals, text = functions + 4, functions + 8, functions + 12
    own, function = text, text + len(NAMES[0])
    target = function + len(NAMES[1])
    tables = (ADDRESS + functions, ADDRESS + names, ADDRESS + ordinals)
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, ADDRESS + own, 1, 1, 1, *tables)
    addresses = struct.pack("<IIHH", ADDRESS + target, ADDRESS + function, 0, 0)
    return directory + addresses + b"".join(NAMES) + FORWARD


def _optional_header(size: int) -> bytes:
    is_64_bit, system = 0x20B, (6, 0)
    header = struct.pack("<HBBIIIII", is_64_bit, 14, 0, 0, FILE_ALIGNMENT, 0, 0, ADDRESS)
    header += struct.pack("<QII", 0x180000000, 0x1000, FILE_ALIGNMENT)
    header += struct.pack("<HHHHHH", *system, 0, 0, *system)
    header += struct.pack("<IIIIHH", 0, 0x2000, FILE_ALIGNMENT, 0, 3, 0x140)
    header += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    return header + struct.pack("<II", ADDRESS, size) + bytes(15 * 8)
