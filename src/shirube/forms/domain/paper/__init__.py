"""The form on paper: the record of what was sent, and the sheet for those who write with a pen."""
