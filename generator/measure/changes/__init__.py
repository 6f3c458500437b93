"""Changes: what differs between an earlier edition and the report, and why."""
