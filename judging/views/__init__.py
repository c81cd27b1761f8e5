"""What each audience of judging sees: HTTP in and out."""
