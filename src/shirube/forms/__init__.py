"""Form definitions and what is made of them: the page, the check of answers, the schema, the sheet, the record."""
