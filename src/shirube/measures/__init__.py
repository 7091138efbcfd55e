"""What the services measure: a registry of measures, their daily snapshots, and tables that compare municipalities."""
