"""Inquiries (照会・回答): sections are asked by a date, and what they answer flows into registers, KPIs and reports."""
