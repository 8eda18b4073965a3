"""Pictures and documents of a report: attached without what a camera wrote in them, looked at only on request."""
