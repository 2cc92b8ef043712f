"""The version of this selector."""

__version__ = "0.1.0"
