"""Update sheets: what a section fills in with a spreadsheet, written, read back, checked and compared."""
