"""The archive of a Word file with some parts changed or added, the others copied as they lie there, packed."""

import io
import struct
import zipfile
from collections.abc import Mapping

from istoolkit.documents.word.package import packed_info

_HEADER = struct.Struct("<26xHH")
"""The lengths of the name and of what follows it, at the end of the header of a file in an archive (APPNOTE 4.3.7)."""


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with these parts in it, in place of those of the same names. It must be a sound archive."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as made,
    ):
        for each in source.infolist():
            if each.filename in parts:
                made.writestr(packed_info(each.filename), parts[each.filename])
            elif not each.is_dir():
                _copy(content, each, made, stream)
        there = set(source.namelist())
        for name in sorted(parts.keys() - there):
            made.writestr(packed_info(name), parts[name])
    return stream.getvalue()


def _copy(content: bytes, each: zipfile.ZipInfo, made: zipfile.ZipFile, stream: io.BytesIO) -> None:
    """Copy a file of an archive without unpacking it. One whose length follows it is packed again."""
    if each.flag_bits & 0x08:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            made.writestr(packed_info(each.filename), source.read(each))
        return
    name, extra = _HEADER.unpack_from(content, each.header_offset)
    end = each.header_offset + _HEADER.size + name + extra + each.compress_size
    start, each.header_offset = each.header_offset, made.start_dir
    stream.seek(made.start_dir)
    stream.write(content[start:end])
    made.start_dir = stream.tell()
    made.filelist.append(each)
    made.NameToInfo[each.filename] = each
