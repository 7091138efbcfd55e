"""What every room stands on: errors, events, scope, time, text. No tables."""
