"""The engine for Word documents. docxtpl, python-docx and the archive are known here and nowhere else."""
