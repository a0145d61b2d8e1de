"""The archive of a Word file: parts in, bytes out, the same bytes each time."""

import io
import zipfile
import zlib
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_LARGEST = 60_000_000
"""The most bytes a template may unpack to."""


class NotWord(Exception):
    """A file is not a Word document. The text says what is wrong with it."""


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name. Raises NotWord where it is none, or unpacks to something enormous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise NotWord("it is far larger than a Word document should be")
            parts = {each.filename: archive.read(each) for each in archive.infolist() if not each.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotWord("it is not a Word document (.docx)") from error
    if _FIRST not in parts or "word/document.xml" not in parts:
        raise NotWord("it is not a Word document (.docx)")
    return parts


def pack(parts: Mapping[str, bytes], base: bytes = b"") -> bytes:
    """Return the archive of these parts, added to an archive made before where one is given."""
    stream = io.BytesIO()
    stream.write(base)
    with zipfile.ZipFile(stream, "a" if base else "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
        for name in sorted(parts, key=lambda each: (each != _FIRST, each)):
            archive.writestr(packed_info(name), parts[name])
    return stream.getvalue()


def packed_info(name: str) -> zipfile.ZipInfo:
    """Return how a part is put in an archive: always on the same day, so that the same parts give the same bytes."""
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info
