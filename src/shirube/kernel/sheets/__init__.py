"""Spreadsheets that people fill in: opening what a stranger may have made, reading its cells, writing our own."""
