"""Settings, one file a subject. `production` and `test` gather them."""
