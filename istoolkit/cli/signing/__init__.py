"""The commands of ``istoolkit sign-off``. One command a file."""
