"""The last touches to a document whose template somebody restyled."""

from istoolkit.documents.word.tidy import tidied
from tests.documents.reading import W


def test_a_comment_of_someone_else_that_looks_like_a_tone_stays() -> None:
    said = "<!--tone: warm, as the chair likes it-->"
    cell = f"<w:tc><w:p>{said}<w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    table = tidied(f'<w:tbl xmlns:w="{W.strip("{}")}"><w:tr>{cell}</w:tr></w:tbl>')
    assert said in table and "w:shd" not in table
