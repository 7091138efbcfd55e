"""Letters to residents and staff: versioned templates in three languages, channels, the log of delivery."""
