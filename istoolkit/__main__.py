"""Run the command line with ``python -m istoolkit``."""

from istoolkit.cli import main

if __name__ == "__main__":
    main()
