"""From the first application to the list of teams in a stage."""
