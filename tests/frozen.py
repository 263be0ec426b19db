"""The data that tests of code read: frozen, so that an edit of a fact breaks no test of code.

They have the schema of the shipped data; change them only when the schema changes or a test needs another case.
"""

from pathlib import Path

FROZEN = Path(__file__).parent / "data"
