"""Blanks that a template leaves to be filled in: “[insert name]”, “XX/XX/XXXX”, a row of dots."""

import re

BLANK_MARKS = (
    *("insert", "[", "<", "{{", "«", "___", "???", ".....", "……", "xx", "dd/mm", "dd.mm", "lorem ipsum"),
    *("text here", "to enter", "choose an", "to be completed", "to be filled", "to be added", "todo", "delete as"),
)
"""What a text with a blank has, in small letters."""

_ASKED = r"(?:insert|enter|add|name|date|your|title|organi[sz]ation|partner|party|address|e-?mail|number|xx+|tbc|to be|details)"
BLANK = re.compile(
    rf"\[ ?{_ASKED}\b[^\]]*\]|< ?{_ASKED}\b[^<>]*>|\{{\{{[^{{}}]*\}}\}}|«[\w ]+»|_{{4,}}|\?{{3,}}|\.{{5,}}|…{{2,}}"
    r"|(?<!\w)x{3,}(?!\w)|(?<!\w)xx?([/.-])xx?\1(?:xx)+(?!\w)|lorem ipsum|(?-i:\bINSERT\b)|(?-i:\bTODO\b)"
    r"|(?:\A|\b(?:on|from|until|dated|by|since) )dd([/.-])mm\2yy(?:yy)?\b"
    r"|(?:enter|type|insert|add)(?: your)? text here|\b(?:click|tap)[\w ]{0,20} to enter [\w ]*text|choose an item"
    r"|delete as (?:appropriate|applicable)|\Ato be (?:completed|inserted|filled in|added)\.?\Z",
    re.IGNORECASE,
)
"""A blank. The form of a date in a sentence about how dates are written is none."""
