"""The matrix of a protocol: who gives what to whom, why, when, on what law and how. Worked out, never typed.

`exchanges.exchanges` works it out, `views` makes tables of it, `book.matrix_book` puts them together for a file, and
`answers` finds what may pass between two organisations.
"""
