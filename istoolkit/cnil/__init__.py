"""The file of the CNIL's PIA software: an impact assessment written into it and read from it.

The CNIL is the French data protection authority. Its PIA software is free, and partners abroad and some in the United
Kingdom keep their assessments in it. `write` makes the file that it opens, `read` reads the file that it saves.
"""
